"""Tables: one heading row, plain cells, a caption; canonical whatever they were pasted from."""

from collections.abc import Callable, Iterator

from articles.body.elements import Element, as_text

INLINE = {"a", "b", "em", "i", "strong", "sub", "sup"}
Wrap = Callable[[Element, str], str]  # an inline element around its content


def canonical(table: Element, wrap: Wrap) -> str:
    """Return the table with all rows of one length; nothing if no cell says anything."""
    rows = [[(cell.tag, _content(cell, wrap)) for cell in row] for row in _rows(table)]
    rows = [row for row in rows if row]
    if not any(content for row in rows for _tag, content in row):
        return ""
    width = max(map(len, rows))
    rows = [row + [("td", "")] * (width - len(row)) for row in rows]
    head = _is_head(rows[0])
    parts = [_caption(table)]
    if head:
        cells = "".join(f'<th scope="col">{content}</th>' for _tag, content in rows[0])
        parts.append(f"<thead><tr>{cells}</tr></thead>")
    if body := "".join(_row(row) for row in rows[head:]):
        parts.append(f"<tbody>{body}</tbody>")
    return f"<table>{''.join(parts)}</table>"


def flat(table: Element, wrap: Wrap) -> str:
    """Return the words of a table where no table may stand, a line for each row."""
    rows = [" ".join(filter(None, (_content(cell, wrap) for cell in row))) for row in _rows(table)]
    return "<br>".join(filter(None, [as_text(_caption_words(table)), *rows]))


def _rows(table: Element) -> Iterator[list[Element]]:
    """Yield the cells of each row, not those of tables within it."""
    for child in table.children:
        if isinstance(child, str):
            continue
        if child.tag == "tr":
            yield [
                cell
                for cell in child.children
                if isinstance(cell, Element) and cell.tag in {"td", "th"}
            ]
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(child)


def _is_head(row: list[tuple[str, str]]) -> bool:
    return all(tag == "th" for tag, _content in row)


def _row(row: list[tuple[str, str]]) -> str:
    (tag, first), *others = row
    heading = f'<th scope="row">{first}</th>' if tag == "th" else f"<td>{first}</td>"
    return f"<tr>{heading}{''.join(f'<td>{content}</td>' for _tag, content in others)}</tr>"


def _caption_words(table: Element) -> str:
    for child in table.children:
        if isinstance(child, Element) and child.tag == "caption":
            return " ".join(child.text().split())
    return ""


def _caption(table: Element) -> str:
    words = _caption_words(table)
    return f"<caption>{as_text(words)}</caption>" if words else ""


def _content(cell: Element, wrap: Wrap) -> str:
    return "<br>".join(filter(None, (line.strip() for line in _lines(cell, wrap))))


def _lines(element: Element, wrap: Wrap) -> list[str]:
    """Return the content as lines of inline HTML: each block within a cell is a line of its own."""
    lines = [""]
    for child in element.children:
        if isinstance(child, str):
            lines[-1] += as_text(child)
        elif child.tag in INLINE:
            lines[-1] += wrap(child, "<br>".join(_lines(child, wrap)))
        elif child.tag == "br":
            lines.append("")
        else:
            lines += [*_lines(child, wrap), ""]
    return lines
