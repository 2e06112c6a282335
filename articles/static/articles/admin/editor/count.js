/* How many words stand in the text, and how long they take to read: counted as for readers. */
import { Extension, crel } from "django-prose-editor/editor"

import { said } from "newsroom/editor/blocks"

const PAUSE = 250 // milliseconds: a long text is not counted for each letter

function wordsIn(doc) {
  const parts = []
  doc.descendants((node) => {
    if (node.isText) parts.push(node.text)
    else if (node.isBlock || node.type.name === "hardBreak") parts.push(" ")
    if (node.attrs.caption) parts.push(node.attrs.caption, " ")
  })
  return parts.join("").split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}

export const Count = Extension.create({
  name: "count",

  addOptions() {
    return { labels: {} }
  },

  addStorage() {
    return { waiting: 0, words: crel("span"), minutes: crel("span") }
  },

  onCreate() {
    const { words, minutes } = this.storage
    const keys = crel("span", { textContent: this.options.labels.keys })
    this.editor.options.element.append(crel("p", { className: "body-count" }, [words, minutes, keys]))
    this.storage.show = () => show(this.editor, this.options, this.storage)
    this.storage.show()
  },

  onTransaction({ transaction }) {
    if (!transaction.docChanged && transaction.getMeta("language") === undefined) return
    clearTimeout(this.storage.waiting)
    this.storage.waiting = setTimeout(() => this.storage.show?.(), PAUSE)
  },
})

function show(editor, { labels }, { words, minutes }) {
  const { language } = editor.storage.field
  const { languages } = editor.extensionManager.extensions.find((each) => each.name === "field").options
  const { rate } = languages[language] ?? Object.values(languages)[0]
  const count = wordsIn(editor.state.doc)
  const local = (number) => number.toLocaleString(document.documentElement.lang)
  words.textContent = said(labels.words, local(count))
  minutes.textContent = said(labels.minutes, local(Math.ceil(count / rate)))
}
