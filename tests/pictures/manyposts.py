"""States about several posts, few or five thousand, and about two computers and the site."""

import os

from lab.desktop import wait_for
from scene import scene


@scene("sample", "list-menu", "sort-menu", "chosen", "chosen-menu", "tag", "tagged", "publish-chosen", "delete-chosen", "deleted-toast", "deleted")
def several(desk):
    desk.click(desk.find("Notes from the ferry", "list item"))
    desk.find("Draft", "label")
    desk.menu()
    yield "list-menu"
    desk.key("Escape")
    desk.menu(click=desk.find("Sort and tags"))
    yield "sort-menu"
    desk.key("Escape")
    desk.click(desk.find("Notes from the ferry", "list item"))
    desk.key("shift+Down", "shift+Down")
    yield "chosen"
    desk.menu()
    yield "chosen-menu"
    desk.key("Escape")
    desk.command("add a tag", "Add a tag")
    desk.find_active_window("Add a tag to 3 posts")
    yield "tag"
    desk.type("quay")
    desk.key("Return")
    desk.find("3 posts changed")
    yield "tagged"
    desk.command("publish 3", "Publish 3 posts")
    desk.find_active_window("Publish 3 posts?")
    yield "publish-chosen"
    desk.key("Escape")
    desk.find_active_window("Field Notes")
    desk.command("delete 3", "Delete 3 posts")
    desk.find_active_window("Delete 3 posts?")
    yield "delete-chosen"
    desk.key("Tab", "Return")
    desk.find("3 posts deleted")
    yield "deleted-toast"
    desk.command("deleted", "Deleted posts")
    desk.find("Each is kept for")
    yield "deleted"


@scene("many", "many", "many-found", "many-not-found", "many-scheduled", "many-by-name", "many-find-all", "many-chosen", "many-publish")
def many(desk):
    yield "many"
    desk.key("ctrl+shift+f")
    desk.type("bread")
    yield "many-found"
    desk.key("ctrl+a")
    desk.type("nothing of the kind that anybody wrote")
    desk.find("Nothing found")
    yield "many-not-found"
    desk.key("Escape")
    desk.click(desk.find("Scheduled"))
    desk.find("Nothing scheduled")
    yield "many-scheduled"
    desk.click(desk.find("All"))
    desk.key("ctrl+p")
    desk.find("Which post?", "text")
    desk.type("ferry")
    yield "many-by-name"
    desk.key("Escape", "ctrl+shift+h")
    desk.find_active_window("Find in all posts")
    desk.type("sea")
    desk.find("5,000 places in 5,000 posts")
    yield "many-find-all"
    desk.key("Escape")
    desk.find_active_window("Five thousand")
    desk.key("ctrl+shift+f", "Down", "ctrl+a")
    yield "many-chosen"
    desk.command("publish 5", "Publish 5")
    desk.find_active_window("Publish 5")
    yield "many-publish"


@scene("sample", "find-all-empty", "find-all", "find-all-none", "find-all-wrong", "find-all-replace", "find-all-ask", "find-all-done")
def find_all(desk):
    desk.find("The tide tables", "list item")
    desk.to_text()
    desk.key("ctrl+shift+h")
    desk.find_active_window("Find in all posts")
    yield "find-all-empty"
    desk.type("harbor")
    desk.find(" posts", "label")
    yield "find-all"
    desk.key("ctrl+a")
    desk.type("no such words")
    desk.find("No post's text holds this")
    yield "find-all-none"
    desk.key("alt+r", "ctrl+a")
    desk.type("(harbor")
    desk.find("The expression can't be read")
    yield "find-all-wrong"
    desk.type(")")
    desk.click(desk.find("Replace with", "check box"))
    desk.type("$1 and pier")
    desk.find(" posts", "push button", enabled=True)
    yield "find-all-replace"
    desk.click(desk.find("Replace in", "push button"))
    desk.find("Replace", "dialog")
    yield "find-all-ask"
    desk.key("Return")
    desk.find("Readers see it when you publish")
    yield "find-all-done"


@scene("conflict", "two-versions", "compare")
def two_versions(desk):
    desk.find("Two versions of this post")
    yield "two-versions"
    desk.click(desk.find("Compare", "push button"))
    desk.find_active_window("Two versions of")
    yield "compare"


@scene("offline", "offline", "offline-waiting")
def offline(desk):
    desk.find("Offline")
    yield "offline"
    desk.key("ctrl+shift+Return")
    desk.find_active_window("Publish")
    desk.key("Return")
    desk.find("1 waiting")
    yield "offline-waiting"


@scene("refused", "refused", "connect-refused")
def refused(desk):
    line = desk.find("Not connected")
    yield "refused"
    desk.click(line)
    desk.find_active_window("Connect to Turso")
    yield "connect-refused"


@scene("sample", "connect", "connect-address", "connect-unreachable", "connect-token", "connect-to-add")
def connect(desk):
    desk.click(desk.find("On this computer only"))
    desk.find_active_window("Connect to Turso")
    yield "connect"

    def ask(address, answer):
        desk.click(desk.find("Address", "text"))
        desk.key("ctrl+a")
        desk.type(address)
        desk.click(desk.find("Test", "push button", enabled=True))
        desk.find(answer)

    ask("my blog", "ddress")
    yield "connect-address"
    ask("http://127.0.0.1:9", "Nothing answers")
    yield "connect-unreachable"
    desk.click(desk.find("Token", "password text"))
    desk.type("wrong")
    ask(os.environ["GUARDED_URL"], "not accept")
    yield "connect-token"
    ask(os.environ["ENGINE_URL"], "It answers")
    yield "connect-to-add"
