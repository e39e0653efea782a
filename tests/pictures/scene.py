"""A scene is a start of the program that goes from state to state: a generator that yields the name of each one as it shows."""

SCENES = []


class Scene:
    def __init__(self, blog, names, play, **options):
        self.blog, self.names, self.play, self.options = blog, names, play, options


def scene(blog, *names, **options):
    """`blog` is a name of blogs.make or None; `names` are the states that `play(desk)` yields, in its order."""
    def keep(play):
        SCENES.append(Scene(blog, names, play, **options))
        return play

    return keep
