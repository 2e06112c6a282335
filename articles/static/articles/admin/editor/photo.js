/* A photo of the library in the text. */
import { Node, crel, materialMenuButton } from "django-prose-editor/editor"

import { button, insertBlock, said } from "newsroom/editor/blocks"
import { FigureView, captionAttribute, figureHTML } from "newsroom/editor/figure_view"
import { choosePhoto, describe } from "newsroom/editor/library"

class PhotoView extends FigureView {
  prepare() {
    this.image = crel("img", { alt: "" })
    this.picture.append(this.image)
    this.tools.setAttribute("aria-label", this.options.labels.size)
    this.sizes = Object.entries(this.options.sizes).map(([size, label]) =>
      button(label, () => this.set({ size }), { "data-size": size }),
    )
    this.tools.append(...this.sizes)
  }

  draw() {
    const { photo, size, caption } = this.node.attrs
    const { labels } = this.options
    this.dom.dataset.shown = size
    this.dom.setAttribute("aria-label", said(labels.photo, photo))
    for (const each of this.sizes) {
      each.setAttribute("aria-pressed", String(each.dataset.size === size))
    }
    describe(this.options.photos, photo).then((found) => {
      if (this.node.attrs.photo !== photo || this.node.attrs.caption !== caption) return
      this.image.hidden = !found
      if (found) {
        if (this.image.getAttribute("src") !== found.src) this.image.src = found.src
        this.image.alt = found.alt
        this.own.placeholder = found.caption
      }
      this.caption.textContent = found
        ? `${caption.trim() || found.caption} [${found.credit}]`
        : said(labels.missing, photo)
    })
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
      caption: captionAttribute,
    }
  },

  parseHTML() {
    return [{ tag: "figure[data-photo]" }]
  },

  renderHTML({ node, HTMLAttributes }) {
    return figureHTML(node, HTMLAttributes)
  },

  addNodeView() {
    return (given) => new PhotoView({ ...given, options: this.options })
  },

  addMenuItems({ menu }) {
    const { library, labels } = this.options
    menu.defineItem({
      name: "photo",
      groups: "insert",
      priority: 90,
      button: materialMenuButton("image", labels.insert),
      command: (editor) => {
        choosePhoto(editor, library, (photo) => {
          insertBlock(editor, { type: "photo", attrs: { photo, size: "text" } })
        })
      },
      active: (editor) => editor.isActive("photo"),
    })
  },
})
