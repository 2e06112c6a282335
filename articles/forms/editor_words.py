"""What the body's editor says, by the names that its scripts have for it."""

from django.utils.translation import gettext as _


def buttons() -> dict[str, str]:
    """Return the names of the toolbar's buttons by the editor's names for them."""
    return {
        "toolbar": _("Formatting"),
        "heading2": _("Subhead"),
        "heading3": _("Smaller subhead"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "subscript": _("Subscript"),
        "superscript": _("Superscript"),
        "bulletList": _("List"),
        "orderedList": _("Numbered list"),
        "blockquote": _("Quotation"),
        "link": _("Link"),
        "unlink": _("Remove the link"),
        "history:undo": _("Undo"),
        "history:redo": _("Redo"),
    }


def count() -> dict[str, str]:
    return {
        "words": _("Words: %s"),
        "minutes": _("Minutes to read: %s"),
        "keys": _("Alt+F10: to the buttons"),
    }


def dialog() -> dict[str, str]:
    return {"cancel": _("Cancel"), "submit": _("Insert")}


def quotations() -> dict[str, str]:
    return {"pull": _("Pull quote")}


def boxes() -> dict[str, str]:
    return {"insert": _("Fact box"), "box": _("Fact box")}


def links() -> dict[str, str]:
    return {
        **dialog(),
        "title": _("Link"),
        "address": _("Address, or words of an article of ours"),
        "help": _("A link to an article of ours leads to it even after its address has changed."),
        "submit": _("Set the link"),
        "found": _("Articles"),
        "none": _("No article has these words."),
        "failed": _("The search did not answer. Try again."),
        "article": _("Article %s"),
        "wrong": _("Choose one of the articles, or give an address such as https://example.org/."),
    }


def photos() -> dict[str, str]:
    return {
        **_figures(),
        "insert": _("Insert a photo"),
        "photo": _("Photo %s"),
        "size": _("Size of the photo"),
        "remove": _("Remove the photo"),
        "missing": _("The image library has no photo %s."),
    }


def sizes() -> dict[str, str]:
    return {"text": _("As wide as the text"), "wide": _("Wide")}


def galleries() -> dict[str, str]:
    return {
        **_figures(),
        "insert": _("Insert a gallery"),
        "gallery": _("Photo gallery"),
        "add": _("Add a photo"),
        "earlier": _("Move up: %s"),
        "later": _("Move down: %s"),
        "drop": _("Remove: %s"),
        "remove": _("Remove the gallery"),
        "missing": _("The image library has no photo %s."),
        "caption": _("Caption of the gallery"),
    }


def embeds() -> dict[str, str]:
    return {
        **_figures(),
        **dialog(),
        "insert": _("Insert a video, sound or chart of others"),
        "address": _("Address"),
        "help": _("Of YouTube, Vimeo, Dailymotion, TED, SoundCloud, Spotify and the like."),
        "unknown": _("This is no address of a video, sound or chart that an article may show."),
        "remove": _("Remove it"),
    }


def tables() -> dict[str, str]:
    return {
        **dialog(),
        "insert": _("Insert a table"),
        "caption": _("Caption of the table"),
        "rows": _("Rows"),
        "columns": _("Columns"),
        "rowAfter": _("Add a row below"),
        "deleteRow": _("Remove the row"),
        "columnAfter": _("Add a column after"),
        "deleteColumn": _("Remove the column"),
        "headingRow": _("Heading row"),
        "deleteTable": _("Remove the table"),
    }


def _figures() -> dict[str, str]:
    return {"caption": _("Caption in this article")}
