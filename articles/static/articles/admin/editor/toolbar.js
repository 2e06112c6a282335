/* The buttons as one toolbar: named, one stop of the Tab key, moved in by arrow keys, and reached
   from the text by Alt+F10. */
import { Extension } from "django-prose-editor/editor"

/* These say of the text what it is; the others do something to it. */
const STATES = new Set([
  "heading2", "heading3", "bold", "italic", "subscript", "superscript", "bulletList", "orderedList",
  "blockquote", "pullQuote", "facts",
])
const ASKS = new Set(["link", "table", "embed", "photo", "gallery"])

export const Toolbar = Extension.create({
  name: "toolbar",

  addOptions() {
    return { labels: {} }
  },

  addStorage() {
    return { bar: null, current: null }
  },

  addMenuItems({ menu }) {
    const defined = this.editor.storage.menu._definedItems
    delete defined.paragraph
    if (defined.bulletList) defined.bulletList.active = (editor) => editor.isActive("bulletList")
    return menu
  },

  addKeyboardShortcuts() {
    return {
      "Alt-F10": () => {
        this.storage.current?.focus()
        return true
      },
    }
  },

  onTransaction() {
    // The buttons follow the same event: their state is theirs once all its handlers have run.
    queueMicrotask(() => {
      this.storage.bar ??= prepared(this.editor, this.options.labels, this.storage)
      if (this.storage.bar) follow(this.storage)
    })
  },
})

const shown = (bar) => [...bar.querySelectorAll("button[data-name]:not(.hidden)")]

function prepared(editor, labels, storage) {
  const bar = editor.view.dom.parentElement?.querySelector(".prose-menubar")
  if (!bar) return null
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", labels.toolbar)
  bar.setAttribute("aria-keyshortcuts", "Alt+F10")
  for (const button of bar.querySelectorAll("button[data-name]")) {
    const { name } = button.dataset
    const label = labels[name]
    if (label) {
      button.setAttribute("aria-label", label)
      button.title = label
    }
    if (ASKS.has(name)) button.setAttribute("aria-haspopup", "dialog")
    for (const icon of button.querySelectorAll("svg")) icon.setAttribute("aria-hidden", "true")
  }
  bar.addEventListener("focusin", (event) => become(storage, event.target.closest("button")))
  bar.addEventListener("keydown", (event) => {
    const to = target(bar, event)
    if (event.key === "Escape") editor.commands.focus()
    else if (to) to.focus()
    else return
    event.preventDefault()
  })
  return bar
}

function target(bar, event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null
  const buttons = shown(bar)
  const at = buttons.indexOf(event.target.closest("button"))
  const onward = getComputedStyle(bar).direction === "rtl" ? "ArrowLeft" : "ArrowRight"
  if (event.key === "Home") return buttons[0]
  if (event.key === "End") return buttons.at(-1)
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return null
  const step = event.key === onward ? 1 : -1
  return buttons[(at + step + buttons.length) % buttons.length]
}

function become(storage, button) {
  if (!button) return
  storage.current = button
  for (const each of storage.bar.querySelectorAll("button[data-name]")) {
    each.tabIndex = each === button ? 0 : -1
  }
}

function follow(storage) {
  const buttons = shown(storage.bar)
  for (const button of buttons) {
    if (STATES.has(button.dataset.name)) {
      button.setAttribute("aria-pressed", String(button.classList.contains("active")))
    }
    button.setAttribute("aria-disabled", String(button.classList.contains("disabled")))
  }
  if (!buttons.includes(storage.current)) become(storage, buttons[0])
}
