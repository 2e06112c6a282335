/* A box of facts beside the story: a heading, paragraphs, lists. */
import { Node, crel, materialMenuButton } from "django-prose-editor/editor"

import { ALONE, insertBlock } from "newsroom/editor/blocks"

export const Facts = Node.create({
  name: "facts",
  group: ALONE,
  content: "(paragraph | heading | bulletList | orderedList)+",
  defining: true,

  addOptions() {
    return { labels: {} }
  },

  parseHTML() {
    return [{ tag: 'aside[data-kind="facts"]' }]
  },

  renderHTML() {
    return ["aside", { "data-kind": "facts" }, 0]
  },

  addNodeView() {
    return () => {
      const dom = crel("aside", { "aria-label": this.options.labels.box, "data-name": this.options.labels.box })
      return { dom, contentDOM: dom }
    }
  },

  addMenuItems({ menu }) {
    menu.defineItem({
      name: "facts",
      groups: "insert",
      priority: 50,
      button: materialMenuButton("fact_check", this.options.labels.insert),
      command: (editor) => {
        if (editor.isActive("facts")) editor.chain().focus().lift("facts").run()
        else if (editor.state.selection.empty || !editor.can().wrapIn("facts")) insertEmpty(editor)
        else editor.chain().focus().wrapIn("facts").run()
      },
      active: (editor) => editor.isActive("facts"),
      enabled: (editor) => !editor.isActive("table"),
    })
  },
})

function insertEmpty(editor) {
  const content = [{ type: "heading", attrs: { level: 3 } }, { type: "paragraph" }]
  insertBlock(editor, { type: "facts", content }, { enter: true })
}
