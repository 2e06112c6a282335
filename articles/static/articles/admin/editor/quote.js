/* Quotations, and those that are pulled out of the text to be seen from afar. */
import { Blockquote as PlainBlockquote, svgMenuButton } from "django-prose-editor/editor"

const ICON = `<svg viewBox="0 0 24 24" width="20" height="20" fill="currentColor" aria-hidden="true">
  <path d="M3 3h18v2H3zM3 19h18v2H3zM6 16l1.6-3.2V8H12v4.8L10.4 16zM13.5 16l1.6-3.2V8h4.4v4.8L17.9 16z"/>
</svg>`

const isIn = (editor, kind) => editor.getAttributes("blockquote").kind === kind && editor.isActive("blockquote")

function toggle(editor, kind) {
  const chain = editor.chain().focus()
  if (isIn(editor, kind)) return chain.lift("blockquote").run()
  if (editor.isActive("blockquote")) return chain.updateAttributes("blockquote", { kind }).run()
  return chain.wrapIn("blockquote", { kind }).run()
}

export const Blockquote = PlainBlockquote.extend({
  addOptions() {
    return { ...this.parent?.(), labels: {} }
  },

  addAttributes() {
    return {
      kind: {
        default: null,
        parseHTML: (element) => (element.dataset.kind === "pull" ? "pull" : null),
        renderHTML: ({ kind }) => (kind ? { "data-kind": kind } : {}),
      },
    }
  },

  addMenuItems({ menu }) {
    menu.defineItem({
      name: "pullQuote",
      groups: "quotes",
      button: svgMenuButton(ICON, this.options.labels.pull),
      command: (editor) => toggle(editor, "pull"),
      active: (editor) => isIn(editor, "pull"),
      enabled: (editor) => isIn(editor, "pull") || editor.isActive("blockquote") || editor.can().wrapIn("blockquote"),
    })
    const plain = this.editor.storage.menu._definedItems.blockquote
    Object.assign(plain, {
      groups: new Set(["quotes"]),
      priority: 110,
      command: (editor) => toggle(editor, null),
      active: (editor) => isIn(editor, null),
    })
  },
})
