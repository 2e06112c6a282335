"""What the editor offers, by its own names for it; ``clean`` decides what is kept."""

EXTENSIONS: dict[str, object] = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},  # they would not be kept
    "ListItem": True,
    "Blockquote": True,
    "Link": {
        "enableTarget": False,
        "protocols": ["http", "https", "mailto"],
        "defaultProtocol": "https",
        "autolink": False,  # “Booking.com” is a name, too
    },
    "HardBreak": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "History": True,
    "NoSpellCheck": False,
}
