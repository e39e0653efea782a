"""States about one post: desk, details, blocks, finding, tables, spelling, ways to look at nothing else."""

import blogs
from lab.desktop import wait_for
from scene import scene


@scene(None, "welcome", "name-of-a-blog", "open-dialog")
def welcome(desk):
    desk.find("Look around the sample")
    yield "welcome"
    desk.command("new blog", "New blog")
    desk.find_active_window("New blog")
    yield "name-of-a-blog"
    desk.key("Escape")
    desk.find_active_window("Galley")
    desk.key("ctrl+o")
    desk.find_active_window("Open a blog")
    yield "open-dialog"


@scene("empty", "no-posts", "deleted-none")
def no_posts(desk):
    desk.find("A blank page")
    yield "no-posts"
    desk.command("deleted", "Deleted posts")
    desk.find("Nothing was deleted")
    yield "deleted-none"
    desk.key("Escape")
    desk.find_active_window("A window")


@scene("sample", "desk", "details", "desk-again", "no-proof", "no-list", "text-alone", "menu")
def desk(desk):
    desk.find("The tide tables", "list item")
    desk.to_text()
    yield "desk"
    desk.key("F4")
    desk.find("Address", "text")
    yield "details"
    desk.key("F4")
    wait_for("details to go", lambda: not desk.sees("Excerpt", "text"))
    yield "desk-again"
    desk.key("F9")
    yield "no-proof"
    desk.key("F9", "F8")
    yield "no-list"
    desk.key("F9")
    yield "text-alone"
    desk.key("F9", "F8")
    desk.menu("F10")
    yield "menu"


@scene("sample", "focus", "typewriter", "full-screen", "undistracted")
def calm(desk):
    desk.find("The tide tables", "list item")
    desk.to_text()
    desk.key("shift+F8")
    yield "focus"
    desk.key("shift+F8", "shift+F9")
    for _ in range(12):
        desk.key("Down")
    yield "typewriter"
    desk.key("shift+F9", "F11")
    wait_for("full screen", desk.is_full_screen)
    yield "full-screen"
    desk.key("F11", "shift+F11")
    wait_for("nothing but the text", lambda: not desk.sees("Publish", "push button"))
    yield "undistracted"


@scene("hard", "long-title", "long-title-details", "long-title-review")
def long_title(desk):
    desk.go_to("On the patience")
    yield "long-title"
    desk.key("F4")
    desk.find("Excerpt", "text")
    yield "long-title-details"
    desk.key("F4", "ctrl+shift+Return")
    desk.find_active_window("Publish")
    yield "long-title-review"


@scene("hard", "long-word", "right-to-left", "right-to-left-details")
def words(desk):
    desk.go_to("Donaudampf")
    yield "long-word"
    desk.go_to("לוח")
    yield "right-to-left"
    desk.key("F4")
    desk.find("Excerpt", "text")
    yield "right-to-left-details"


@scene("hard", "blocks", "blocks-end", "review")
def blocks(desk):
    desk.go_to("All kinds")
    desk.to_text()
    desk.key("ctrl+Home")
    yield "blocks"
    desk.key("ctrl+End")
    yield "blocks-end"
    desk.key("ctrl+shift+Return")
    desk.find_active_window("Publish")
    yield "review"


@scene("hard", "spelling-menu", "insert-table", "table-menu", "outline", "language")
def text_tools(desk):
    desk.go_to("All kinds")
    desk.to_text()
    desk.key("ctrl+Home", "F7")
    wait_for("a word to be selected", lambda: desk.find("Text of the post").queryText().getNSelections() == 1)
    desk.menu()
    yield "spelling-menu"
    desk.key("Escape", "ctrl+End", "ctrl+shift+t")
    desk.find("New table: 3 columns, 3 rows")
    yield "insert-table"
    desk.key("Escape", "ctrl+f")
    desk.type("Lighthouse")
    desk.find("1 of 1", "label")
    desk.key("Escape")  # the cursor is in the table
    desk.menu("F10")
    desk.key("o")
    desk.menu("e")
    yield "table-menu"
    desk.key("Escape", "Escape", "Escape")
    desk.to_text()
    desk.key("ctrl+shift+o")
    desk.find("Go to which heading?", "text")
    yield "outline"
    desk.key("Escape")
    desk.command("language of", "Language of this post")
    desk.find("Which language is this post in?", "text")
    yield "language"


@scene("sample", "find", "replace", "find-none", "find-wrong")
def find(desk):
    desk.find("The tide tables", "list item")
    desk.to_text()
    desk.key("ctrl+f")
    desk.type("the")
    desk.find(" of ", "label")
    yield "find"
    desk.key("ctrl+h")
    yield "replace"
    desk.key("ctrl+f", "ctrl+a")
    desk.type("no such words")
    desk.find("No match")
    yield "find-none"
    desk.key("alt+r", "ctrl+a")
    desk.type("(the")
    desk.find("The expression can't be read")
    yield "find-wrong"


@scene("sample", "palette", "palette-none", "posts-by-name", "keys", "settings", "about", "figures")
def by_name(desk):
    desk.find("The tide tables", "list item")
    desk.key("ctrl+shift+p")
    desk.find("What would you like to do?", "text")
    yield "palette"
    desk.type("nothing of this name")
    desk.find("No command is called so")
    yield "palette-none"
    desk.key("Escape", "ctrl+p")
    desk.find("Bread without a clock", "list item")
    yield "posts-by-name"
    desk.key("Escape", "F1")
    desk.find_active_window("Keyboard shortcuts")
    yield "keys"
    desk.key("Escape", "ctrl+comma")
    desk.find_active_window("Settings")
    yield "settings"
    desk.key("Escape")
    desk.find_active_window("Field Notes")
    desk.command("about", "About Galley")
    desk.find("Licence")
    yield "about"
    desk.key("Escape")
    desk.find_active_window("Field Notes")
    desk.command("figures", "Database figures")
    desk.find_active_window("Database figures")
    yield "figures"


@scene("sample", "text-menu", "images-dialog", "save-copy", "toast")
def files(desk):
    desk.find("The tide tables", "list item")
    desk.to_text()
    desk.menu()
    yield "text-menu"
    desk.key("Escape", "ctrl+shift+i")
    desk.find_active_window("Insert images")
    yield "images-dialog"
    desk.key("Escape")
    desk.find_active_window("Field Notes")
    desk.key("ctrl+shift+s")
    desk.find_active_window("Save a copy")
    yield "save-copy"
    desk.key("Return")
    desk.find("A copy is saved as")
    yield "toast"


@scene("sample", "read-only", read_only=True)
def read_only(desk):
    desk.find("Save a copy…", "push button")
    yield "read-only"


@scene("empty", "import-files-dialog", "import")
def importing(desk):
    folder = blogs.bad_folder(f"{desk.home}/Documents/drawer")
    desk.command("import markdown", "Import Markdown files")
    desk.find_active_window("Import Markdown files")
    yield "import-files-dialog"
    desk.key("Escape")
    desk.find_active_window("A window")
    desk.command("import a folder", "Import a folder of Markdown")
    desk.find_active_window("Import a folder of Markdown")
    desk.key("ctrl+a")
    desk.type(folder)
    desk.key("Return")
    desk.find("came in")
    yield "import"
