/* Small tables: a heading row, cells of one paragraph each, a caption. */
import {
  Table as PlainTable, TableCell as PlainCell, TableHeader as PlainHeader, crel,
  materialMenuButton, svgMenuButton,
} from "django-prose-editor/editor"

import { ALONE, insertBlock } from "newsroom/editor/blocks"
import { field, openDialog } from "newsroom/editor/dialog"

const lines = (drawing) => `<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">${drawing}</svg>`
const ICONS = {
  rowAfter: lines('<path d="M3 4h18v6H3zM3 14h8M12 18v-8M16 18h5M18.500 15.500v5"/>'),
  deleteRow: lines('<path d="M3 4h18v6H3zM4 15l6 6M10 15l-6 6"/>'),
  columnAfter: lines('<path d="M4 3h6v18H4zM16 12h5M18.500 9.500v5"/>'),
  deleteColumn: lines('<path d="M4 3h6v18H4zM15 9l6 6M21 9l-6 6"/>'),
  headingRow: lines('<path d="M3 4h18v16H3zM3 10h18"/><path fill="currentColor" d="M3 4h18v6H3z"/>'),
}

/* Cells hold a line of text: what has more becomes lines of one cell. */
export const TableCell = PlainCell.extend({ content: "paragraph" })
export const TableHeader = PlainHeader.extend({ content: "paragraph" })

class TableView {
  constructor({ node, editor, getPos, options }) {
    Object.assign(this, { node, editor, getPos })
    this.caption = crel("textarea", { rows: 1, dir: "auto", spellcheck: true })
    this.caption.addEventListener("input", () => {
      const { tr } = editor.state
      editor.view.dispatch(tr.setNodeAttribute(getPos(), "caption", this.caption.value))
    })
    this.caption.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault()
    })
    this.head = crel("label", { className: "figure-caption", contentEditable: "false" }, [
      crel("span", { textContent: options.labels.caption }), this.caption,
    ])
    this.contentDOM = crel("tbody")
    this.dom = crel("div", { className: "table-block" }, [
      this.head,
      crel("div", { className: "tableWrapper" }, [crel("table", {}, [this.contentDOM])]),
    ])
    this.update(node)
  }

  update(node) {
    if (node.type !== this.node.type) return false
    this.node = node
    if (this.caption.value !== node.attrs.caption) this.caption.value = node.attrs.caption
    return true
  }

  stopEvent(event) {
    return this.head.contains(event.target)
  }

  ignoreMutation(mutation) {
    return !this.contentDOM.contains(mutation.target)
  }
}

export const Table = PlainTable.extend({
  group: ALONE,

  addOptions() {
    return { ...this.parent?.(), labels: {}, mostRows: 60, mostColumns: 10 }
  },

  addAttributes() {
    return {
      caption: {
        default: "",
        parseHTML: (element) => element.querySelector("caption")?.textContent.trim() ?? "",
        renderHTML: () => ({}),
      },
    }
  },

  parseHTML() {
    return [{ tag: "table" }, { tag: "caption", ignore: true }]
  },

  renderHTML({ node }) {
    const { caption } = node.attrs
    return ["table", ...(caption.trim() ? [["caption", {}, caption]] : []), ["tbody", 0]]
  },

  addNodeView() {
    return (given) => new TableView({ ...given, options: this.options })
  },

  addMenuItems({ menu }) {
    const { labels } = this.options
    menu.defineItem({
      name: "table",
      groups: "insert",
      priority: 60,
      button: materialMenuButton("grid_on", labels.insert),
      command: (editor) => ask(editor, this.options),
      active: (editor) => editor.isActive("table"),
      enabled: (editor) => !editor.isActive("table"),
    })
    const tool = (name, button, command, priority) =>
      menu.defineItem({
        name, priority, button, groups: "table",
        command: (editor) => editor.chain().focus()[command]().run(),
        hidden: (editor) => !editor.isActive("table"),
      })
    tool("rowAfter", svgMenuButton(ICONS.rowAfter, labels.rowAfter), "addRowAfter", 90)
    tool("deleteRow", svgMenuButton(ICONS.deleteRow, labels.deleteRow), "deleteRow", 80)
    tool("columnAfter", svgMenuButton(ICONS.columnAfter, labels.columnAfter), "addColumnAfter", 70)
    tool("deleteColumn", svgMenuButton(ICONS.deleteColumn, labels.deleteColumn), "deleteColumn", 60)
    tool("headingRow", svgMenuButton(ICONS.headingRow, labels.headingRow), "toggleHeaderRow", 50)
    tool("deleteTable", materialMenuButton("delete", labels.deleteTable), "deleteTable", 40)
  },
})

function ask(editor, { labels, mostRows, mostColumns }) {
  const number = (value, max) => crel("input", { type: "number", min: 1, max, value, required: true })
  const rows = number(4, mostRows)
  const columns = number(3, mostColumns)
  openDialog(editor, {
    title: labels.insert,
    fields: [field(labels.rows, rows), field(labels.columns, columns)],
    labels,
    accept() {
      if (!rows.validity.valid) return rows.validationMessage
      if (!columns.validity.valid) return columns.validationMessage
      insertBlock(editor, empty(rows.valueAsNumber, columns.valueAsNumber), { enter: true })
    },
  })
}

function empty(rows, columns) {
  const row = (_, at) => ({
    type: "tableRow",
    content: Array.from({ length: columns }, () => ({
      type: at ? "tableCell" : "tableHeader", content: [{ type: "paragraph" }],
    })),
  })
  return { type: "table", content: Array.from({ length: rows }, row) }
}
