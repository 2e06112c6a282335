/* Several photos of the library together, in an order of their own. */
import { Node, crel, materialMenuButton } from "django-prose-editor/editor"

import { button, insertBlock, said } from "newsroom/editor/blocks"
import { FigureView, captionAttribute, figureHTML } from "newsroom/editor/figure_view"
import { choosePhoto, describe } from "newsroom/editor/library"

class GalleryView extends FigureView {
  prepare() {
    const { labels, library } = this.options
    this.dom.dataset.shown = "wide"
    this.dom.setAttribute("aria-label", labels.gallery)
    this.list = crel("ol", { className: "gallery-photos" })
    this.picture.append(this.list)
    this.tools.append(
      button(labels.add, () => {
        choosePhoto(this.editor, library, (photo) => this.add(photo))
      }),
    )
  }

  get photos() {
    return this.node.attrs.photos.split(",").filter(Boolean)
  }

  add(photo) {
    if (!this.photos.includes(photo)) this.set({ photos: [...this.photos, photo].join(",") })
  }

  drop(photo) {
    const left = this.photos.filter((each) => each !== photo)
    if (left.length) this.set({ photos: left.join(",") })
    else this.remove()
  }

  move(photo, step) {
    const photos = this.photos
    const at = photos.indexOf(photo)
    photos.splice(at, 1)
    photos.splice(at + step, 0, photo)
    this.set({ photos: photos.join(",") })
    const moved = this.list.children[at + step]
    const again = moved.querySelector(`[data-step="${step}"]:not(:disabled)`)
    ;(again ?? moved.querySelector("button:not(:disabled)")).focus()
  }

  draw() {
    if (this.drawn === this.node.attrs.photos) return
    this.drawn = this.node.attrs.photos
    this.list.replaceChildren(...this.photos.map((photo, at, all) => this.item(photo, at, all.length)))
  }

  item(photo, at, count) {
    const { labels, photos } = this.options
    const image = crel("img", { alt: "" })
    const words = crel("p")
    const step = (icon, label, by, disabled) =>
      button(icon, () => this.move(photo, by), {
        disabled, title: label, "aria-label": said(label, photo), "data-step": String(by),
        className: "material-icons",
      })
    describe(photos, photo).then((found) => {
      image.hidden = !found
      if (found) Object.assign(image, { src: found.src, alt: found.alt })
      words.textContent = found ? found.caption : said(labels.missing, photo)
    })
    return crel("li", {}, [
      image, words,
      crel("span", { className: "gallery-tools" }, [
        step("arrow_upward", labels.earlier, -1, at === 0),
        step("arrow_downward", labels.later, 1, at === count - 1),
        button("close", () => this.drop(photo), {
          className: "material-icons", title: labels.drop, "aria-label": said(labels.drop, photo),
        }),
      ]),
    ])
  }
}

export const Gallery = Node.create({
  name: "gallery",
  group: "block",
  atom: true,
  draggable: true,

  addOptions() {
    return { library: "", photos: "", labels: {} }
  },

  addAttributes() {
    return {
      photos: {
        parseHTML: (element) => element.dataset.gallery,
        renderHTML: ({ photos }) => ({ "data-gallery": photos }),
      },
      caption: captionAttribute,
    }
  },

  parseHTML() {
    return [{ tag: "figure[data-gallery]" }]
  },

  renderHTML({ node, HTMLAttributes }) {
    return figureHTML(node, HTMLAttributes)
  },

  addNodeView() {
    return (given) => new GalleryView({ ...given, options: this.options })
  },

  addMenuItems({ menu }) {
    const { library, labels } = this.options
    menu.defineItem({
      name: "gallery",
      groups: "insert",
      priority: 80,
      button: materialMenuButton("photo_library", labels.insert),
      command: (editor) => {
        choosePhoto(editor, library, (photos) => {
          insertBlock(editor, { type: "gallery", attrs: { photos } })
        })
      },
      active: (editor) => editor.isActive("gallery"),
    })
  },
})
