#include "ui/session/postsession.h"

namespace galley {

namespace {

template <typename T>
void mergeOne(T PostFields::*field, const PostFields &base, const PostFields &theirs, FieldMerge &merge)
{
    T &mine = merge.fields.*field;
    if (mine == theirs.*field || theirs.*field == base.*field)
        return;
    if (mine == base.*field)
        mine = theirs.*field;
    else
        ++merge.clashes;
}

} // namespace

FieldMerge mergeFields(const PostFields &base, const PostFields &mine, const PostFields &theirs)
{
    FieldMerge merge{mine, 0};
    for (QString PostFields::*field : {&PostFields::title, &PostFields::subtitle, &PostFields::slug,
                                       &PostFields::content, &PostFields::excerpt, &PostFields::tags,
                                       &PostFields::publishedAt})
        mergeOne(field, base, theirs, merge);
    mergeOne(&PostFields::seriesId, base, theirs, merge);
    mergeOne(&PostFields::seriesPosition, base, theirs, merge);
    return merge;
}

} // namespace galley
