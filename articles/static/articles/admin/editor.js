/* What the project adds to the rich-text editor: photos of the library, and names for everything. */
import {
  Extension, Link as EditorLink, Node, Plugin, crel, materialMenuButton, updateAttrsDialog,
} from "django-prose-editor/editor"

const said = (text, value) => text.replace("%s", value)

/* One request for all photos that a moment asks for. */
const waiting = new Map()
const known = new Map()

function describe(url, id) {
  if (!known.has(id)) {
    known.set(id, new Promise((resolve) => {
      if (!waiting.size) setTimeout(() => fetchAll(url), 0)
      waiting.set(id, resolve)
    }))
  }
  return known.get(id)
}

async function fetchAll(url) {
  const asked = new Map(waiting)
  waiting.clear()
  let photos = {}
  try {
    const answer = await fetch(`${url}?ids=${[...asked.keys()].join(",")}`)
    if (answer.ok) photos = await answer.json()
  } catch {
    /* Without an answer each photo is shown by its number. */
  }
  for (const [id, resolve] of asked) {
    if (!photos[id]) known.delete(id)
    resolve(photos[id])
  }
}

/* Opens the library as Django's own popups are opened; it calls back with the photo's number. */
function choosePhoto(editor, library, chosen) {
  const textarea = editor.view.dom.closest(".prose-editor").querySelector("textarea")
  const id = `${textarea.id}_photo`
  document.getElementById(id)?.remove()
  const input = crel("input", { type: "hidden", id })
  textarea.after(input)
  window.django.jQuery(input).on("change", () => {
    const number = input.value
    input.remove()
    chosen(number)
  })
  window.showRelatedObjectLookupPopup(crel("a", { id: `lookup_${id}`, href: library }))
}

function insertPhoto(editor, number) {
  const { $to } = editor.state.selection
  const atEnd = $to.end(1) >= editor.state.doc.content.size - 1 || $to.depth === 0
  const photo = { type: "photo", attrs: { photo: number, size: "text" } }
  editor.chain().focus().insertContent(atEnd ? [photo, { type: "paragraph" }] : photo).run()
}

class PhotoView {
  constructor({ node, editor, getPos, options }) {
    Object.assign(this, { node, editor, getPos, options })
    this.image = crel("img", { alt: "" })
    this.caption = crel("figcaption")
    this.sizes = Object.entries(options.sizes).map(([size, label]) => {
      const button = crel("button", { type: "button", textContent: label, "data-size": size })
      button.addEventListener("click", () => this.resize(size))
      return button
    })
    const remove = crel("button", { type: "button", textContent: options.labels.remove })
    remove.addEventListener("click", () => this.remove())
    const sizes = crel(
      "span", { role: "group", "aria-label": options.labels.size }, this.sizes,
    )
    this.controls = crel("div", { className: "photo-controls" }, [sizes, remove])
    this.dom = crel("figure", { contentEditable: "false" }, [
      this.image, this.caption, this.controls,
    ])
    this.update(node)
  }

  update(node) {
    if (node.type !== this.node.type) return false
    this.node = node
    const { photo, size } = node.attrs
    const { labels } = this.options
    this.dom.dataset.shown = size
    this.dom.setAttribute("aria-label", said(labels.photo, photo))
    for (const button of this.sizes) {
      button.setAttribute("aria-pressed", String(button.dataset.size === size))
    }
    describe(this.options.photos, photo).then((found) => {
      if (this.node.attrs.photo !== photo) return
      this.image.hidden = !found
      if (found) {
        this.image.src = found.src
        this.image.alt = found.alt
      }
      this.caption.textContent = found
        ? `${found.caption} [${found.credit}]`
        : said(labels.missing, photo)
    })
    return true
  }

  resize(size) {
    const attrs = { ...this.node.attrs, size }
    this.editor.view.dispatch(this.editor.state.tr.setNodeMarkup(this.getPos(), null, attrs))
  }

  remove() {
    const from = this.getPos()
    this.editor.chain().deleteRange({ from, to: from + this.node.nodeSize }).focus().run()
  }

  stopEvent(event) {
    return this.controls.contains(event.target)
  }

  ignoreMutation() {
    return true
  }
}

export const Photo = Node.create({
  name: "photo",
  group: "block",
  atom: true,
  draggable: true,

  addOptions() {
    return { library: "", photos: "", sizes: {}, labels: {} }
  },

  addAttributes() {
    return {
      photo: {
        parseHTML: (element) => element.dataset.photo,
        renderHTML: ({ photo }) => ({ "data-photo": photo }),
      },
      size: {
        default: "text",
        parseHTML: (element) => element.dataset.size || "text",
        renderHTML: ({ size }) => ({ "data-size": size }),
      },
    }
  },

  parseHTML() {
    return [{ tag: "figure[data-photo]" }]
  },

  renderHTML({ HTMLAttributes }) {
    return ["figure", HTMLAttributes]
  },

  addNodeView() {
    return (given) => new PhotoView({ ...given, options: this.options })
  },

  addMenuItems({ menu }) {
    const { library, labels } = this.options
    menu.defineItem({
      name: "photo",
      groups: "photo",
      button: materialMenuButton("image", labels.insert),
      command: (editor) => {
        choosePhoto(editor, library, (number) => insertPhoto(editor, number))
      },
      active: (editor) => editor.isActive("photo"),
    })
  },
})

/* A link is an address and nothing else: that is all that a body keeps of it. */
export const Link = EditorLink.extend({
  addOptions() {
    return { ...this.parent?.(), words: {} }
  },

  addCommands() {
    const { words } = this.options
    const ask = updateAttrsDialog(
      { href: { type: "string", title: words.address, required: true } },
      { title: words.title, submitText: words.set },
    )
    return {
      ...this.parent?.(),
      addLink: () => ({ editor }) => {
        const there = editor.isActive("link")
        if (editor.state.selection.empty && !there) return false
        ask(editor, editor.getAttributes("link")).then((given) => {
          if (!given) return
          const chain = editor.chain().focus()
          ;(there ? chain.extendMarkRange("link") : chain).setLink({ href: given.href.trim() }).run()
        })
        return true
      },
    }
  },
})

/* What other programs put on the clipboard, before the editor reads it: headings get a level that a
   body has, and what a style says of bold and italic is said by tags, since the page's policy
   forbids inline styles and handlers even in passing. */
function simplified(html) {
  const plain = html.replace(/<[^>]+>/g, (tag) =>
    tag
      .replace(/\s(style|on\w+)\s*=/gi, " data-$1=")
      .replace(/^(<\/?h)([1456])\b/i, (_all, start, level) => start + (level === "1" ? 2 : 3)),
  )
  const { body } = new DOMParser().parseFromString(plain, "text/html")
  for (const element of body.querySelectorAll("[data-style]")) {
    const style = element.dataset.style
    if (/font-weight:\s*(normal|400)/i.test(style) && element.matches("b, strong")) {
      element.replaceWith(...element.childNodes)
    } else if (element.matches("span")) {
      if (/font-weight:\s*(bold|[6-9]00)/i.test(style)) wrap(element, "strong")
      if (/font-style:\s*italic/i.test(style)) wrap(element, "em")
    }
  }
  return body.innerHTML
}

function wrap(element, name) {
  element.replaceChildren(crel(name, {}, [...element.childNodes]))
}

/* The editor as a form field: named by its label, described by its help and its errors. */
export const Field = Extension.create({
  name: "field",

  addOptions() {
    return { labels: {} }
  },

  onBeforeCreate() {
    // These styles stand in editor.css: the page allows no inline ones.
    this.editor.options.injectCSS = false
  },

  onCreate() {
    const textarea = this.editor.options.element.querySelector("textarea")
    const label = document.querySelector(`label[for="${textarea.id}"]`)
    const attributes = {
      "aria-label": (label?.textContent ?? "").replace(/:\s*$/, ""),
      "aria-multiline": "true",
      dir: textarea.dir,
      spellcheck: "true",
    }
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name)
    }
    this.editor.registerPlugin(new Plugin({ props: { attributes, transformPastedHTML: simplified } }))
    label?.addEventListener("click", () => this.editor.commands.focus())
  },

  onTransaction() {
    // The buttons follow the same event: their state is theirs once all its handlers have run.
    queueMicrotask(() => nameToolbar(this.editor, this.options.labels))
  },
})

function nameToolbar(editor, labels) {
  const bar = editor.view.dom.parentElement?.querySelector(".prose-menubar")
  if (!bar) return
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", labels.toolbar)
  for (const button of bar.querySelectorAll("button[data-name]")) {
    const label = labels[button.dataset.name]
    if (label) {
      button.setAttribute("aria-label", label)
      button.title = label
    }
    button.setAttribute("aria-pressed", String(button.classList.contains("active")))
    button.setAttribute("aria-disabled", String(button.classList.contains("disabled")))
  }
}
