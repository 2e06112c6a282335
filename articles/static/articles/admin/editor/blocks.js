/* What all blocks of a body share: where they stand, how one is put in. */
import { Document as PlainDocument, crel, pm } from "django-prose-editor/editor"

/* Some blocks stand by themselves only: not in a quotation, a list or each other. */
export const ALONE = "alone"
export const Document = PlainDocument.extend({ content: `(block | ${ALONE})+` })

export const said = (text, value) => text.replace("%s", value)

export function button(label, act, attributes = {}) {
  const made = crel("button", { type: "button", textContent: label, ...attributes })
  made.addEventListener("click", act)
  return made
}

/* Puts a block in place of an empty paragraph, else after what the cursor is in. */
export function insertBlock(editor, node, { enter = false } = {}) {
  const { doc, schema, selection } = editor.state
  const { $to } = selection
  const type = schema.nodes[node.type]
  const alone = type.spec.group === ALONE || $to.node(1)?.type.spec.group === ALONE
  let [from, to] = [$to.pos, $to.pos]
  if ($to.depth) {
    const depth = alone ? 1 : $to.depth
    const here = $to.node(depth)
    const empty = here.type.name === "paragraph" && !here.content.size
    to = $to.after(depth)
    from = empty ? $to.before(depth) : to
  }
  const atEnd = doc.resolve(to).depth === 0 && to >= doc.content.size
  const chain = editor.chain().focus()
  chain.insertContentAt({ from, to }, atEnd ? [node, { type: "paragraph" }] : node)
  chain.command(({ tr }) => {
    const size = tr.doc.nodeAt(from)?.nodeSize ?? 0
    const place = tr.doc.resolve(enter ? from + 1 : Math.min(from + size, tr.doc.content.size))
    tr.setSelection(pm.state.Selection.near(place))
    return true
  })
  chain.scrollIntoView().run()
}
