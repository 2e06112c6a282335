/* How photos, galleries and embeds look while they are edited: their own controls below them, and
   a field for the caption of this article. Each control can be reached by Tab. */
import { crel } from "django-prose-editor/editor"

import { button } from "newsroom/editor/blocks"

export class FigureView {
  constructor({ node, editor, getPos, options }) {
    Object.assign(this, { node, editor, getPos, options })
    this.picture = crel("div", { className: "figure-shown" })
    this.caption = crel("figcaption")
    this.own = crel("textarea", { rows: 1, dir: "auto", spellcheck: true })
    this.own.addEventListener("input", () => this.set({ caption: this.own.value }))
    this.own.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault()
    })
    const label = crel("label", { className: "figure-caption" }, [
      crel("span", { textContent: options.labels.caption }),
      this.own,
    ])
    this.tools = crel("span", { className: "figure-tools", role: "group" })
    const remove = button(options.labels.remove, () => this.remove())
    this.controls = crel("div", { className: "figure-controls" }, [label, this.tools, remove])
    this.dom = crel("figure", { contentEditable: "false" }, [
      this.picture, this.caption, this.controls,
    ])
    this.prepare()
    this.update(node)
  }

  /* Makes the controls, once. */
  prepare() {}

  /* Shows the node as it is now. */
  draw() {}

  update(node) {
    if (node.type !== this.node.type) return false
    this.node = node
    if (this.own.value !== node.attrs.caption) this.own.value = node.attrs.caption
    this.draw()
    return true
  }

  set(attrs) {
    const { tr } = this.editor.state
    const at = this.getPos()
    for (const [name, value] of Object.entries(attrs)) tr.setNodeAttribute(at, name, value)
    this.editor.view.dispatch(tr)
  }

  remove() {
    const from = this.getPos()
    this.editor.chain().deleteRange({ from, to: from + this.node.nodeSize }).focus().run()
  }

  stopEvent(event) {
    return this.controls.contains(event.target) || this.picture.contains(event.target.closest?.("button"))
  }

  ignoreMutation() {
    return true
  }
}

/* A caption stands in the body as the figure's only content. */
export const captionAttribute = {
  default: "",
  parseHTML: (element) => element.querySelector("figcaption")?.textContent.trim() ?? "",
  renderHTML: () => ({}),
}

export const figureHTML = (node, attributes) => [
  "figure", attributes, ...(node.attrs.caption.trim() ? [["figcaption", {}, node.attrs.caption]] : []),
]
