/* What others publish, by its address: the providers that are allowed come with their patterns. */
import { Node, Plugin, crel, materialMenuButton } from "django-prose-editor/editor"

import { insertBlock } from "newsroom/editor/blocks"
import { field, openDialog } from "newsroom/editor/dialog"
import { FigureView, captionAttribute, figureHTML } from "newsroom/editor/figure_view"

/* Returns the name that a body has for it ("youtube:…"), or nothing. */
function find(providers, text) {
  const address = text.trim()
  const bare = address.replace(/^(?:https?:)?\/\/(?:www\.)?/i, "")
  if (bare === address || /\s/.test(bare)) return null
  const small = bare.replace(/^[^/]*/, (host) => host.toLowerCase())
  for (const { key, patterns } of providers) {
    for (const pattern of patterns) {
      const found = new RegExp(`^(?:${pattern})$`).exec(small)
      if (found) return `${key}:${found[1]}`
    }
  }
  return null
}

class EmbedView extends FigureView {
  prepare() {
    this.name = crel("strong")
    this.link = crel("a", { target: "_blank", rel: "noopener" })
    this.picture.append(crel("p", {}, [this.name, " ", this.link]))
    this.tools.remove()
  }

  draw() {
    const { embed, caption } = this.node.attrs
    const [, key, id] = /^(\w+):(.*)$/.exec(embed) ?? [null, "", embed]
    const provider = this.options.providers.find((each) => each.key === key)
    this.name.textContent = provider?.name ?? key
    this.link.textContent = id
    if (provider) this.link.href = provider.page.replace("{id}", id)
    this.dom.setAttribute("aria-label", this.name.textContent)
    this.caption.textContent = caption
  }

  stopEvent(event) {
    return this.link.contains(event.target) || super.stopEvent(event)
  }
}

export const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  draggable: true,

  addOptions() {
    return { providers: [], labels: {} }
  },

  addAttributes() {
    return {
      embed: {
        parseHTML: (element) => element.dataset.embed,
        renderHTML: ({ embed }) => ({ "data-embed": embed }),
      },
      caption: captionAttribute,
    }
  },

  parseHTML() {
    return [{ tag: "figure[data-embed]" }]
  },

  renderHTML({ node, HTMLAttributes }) {
    return figureHTML(node, HTMLAttributes)
  },

  addNodeView() {
    return (given) => new EmbedView({ ...given, options: this.options })
  },

  /* The address of a video alone, pasted on an empty line, is meant as the video. */
  addProseMirrorPlugins() {
    const { editor } = this
    const { providers } = this.options
    const handlePaste = (view, event) => {
      const { $from, empty } = view.state.selection
      const embed = find(providers, event.clipboardData?.getData("text/plain") ?? "")
      if (!embed || !empty || $from.parent.content.size || $from.depth !== 1) return false
      insertBlock(editor, { type: "embed", attrs: { embed } })
      return true
    }
    return [new Plugin({ props: { handlePaste } })]
  },

  addMenuItems({ menu }) {
    const { labels, providers } = this.options
    menu.defineItem({
      name: "embed",
      groups: "insert",
      priority: 70,
      button: materialMenuButton("ondemand_video", labels.insert),
      command: (editor) => ask(editor, providers, labels),
      active: (editor) => editor.isActive("embed"),
    })
  },
})

function ask(editor, providers, labels) {
  const address = crel("input", { type: "url", dir: "ltr", required: true })
  openDialog(editor, {
    title: labels.insert,
    fields: [field(labels.address, address, labels.help)],
    labels,
    accept() {
      const embed = find(providers, address.value)
      if (!embed) return labels.unknown
      insertBlock(editor, { type: "embed", attrs: { embed } })
    },
  })
}
