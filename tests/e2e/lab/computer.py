"""A computer of an author, whose blog is carried from galleyctl to a remote."""

import subprocess

from lab import folder, galleyctl


class Computer:
    """A blog's file, and the words its author has written into it."""

    def __init__(self, place, name, url, rng):
        self.file = f"{place}/{name}.galley"
        self.name = name
        self._rng = rng
        self._words = 0
        self.written = set()
        galleyctl.ok("init", self.file, "--title", "Two desks")
        galleyctl.ok("remote", "set", self.file, url)

    def word(self):
        self._words += 1
        return f"{self.name}{self._words}word"

    def posts(self):
        return galleyctl.as_json("post", "list", self.file)

    def show(self, slug):
        return galleyctl.as_json("post", "show", self.file, slug)

    def write(self, place):
        """A new post, a paragraph into one that there is, a new title or a picture."""
        posts = self.posts()
        kind = self._rng.random()
        if not posts or kind < 0.1:
            words = [self.word() for _ in range(4)]
            galleyctl.ok("post", "new", self.file, "--title", f"Post {words[0]}", "--content-file", "-", stdin="\n\n".join(words) + "\n")
            self.written |= set(words)
            return
        slug = self._rng.choice(posts)["slug"]
        if kind < 0.2:
            picture = f"{place}/{self.word()}.png"
            folder.png(picture, 60 + self._words, 40, self._rng)
            paragraph = f"![A picture]({galleyctl.ok('image', 'add', self.file, slug, picture)})"
        else:
            paragraph = self.word()
            self.written.add(paragraph)
        paragraphs = self.show(slug)["content"].rstrip("\n").split("\n\n")
        paragraphs.insert(self._rng.randrange(len(paragraphs) + 1), paragraph)
        galleyctl.ok("post", "edit", self.file, slug, "--content-file", "-", stdin="\n\n".join(paragraphs) + "\n")

    def killed(self, *command):
        """Starts galleyctl and kills it at some moment of its life, often before its end."""
        process = subprocess.Popen([galleyctl.PROGRAM, *command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=self._rng.random() ** 2 * 0.4)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def sync(self):
        return galleyctl.as_json("sync", self.file)

    def conflicts(self):
        return galleyctl.as_json("conflicts", self.file)
