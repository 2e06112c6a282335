/* The editor as a form field: named by its label, described by its help and its errors, written and
   spelt in the language of the article. */
import { Extension, Plugin } from "django-prose-editor/editor"

/* The other fields of the article that are written in its language. */
const WRITTEN = ["headline", "standfirst", "seo_title", "seo_description", "title"]

export const Field = Extension.create({
  name: "field",

  addOptions() {
    return { languages: {} }
  },

  addStorage() {
    return { language: "" }
  },

  onBeforeCreate() {
    // These styles stand in editor.css: the page allows no inline ones.
    this.editor.options.injectCSS = false
  },

  onCreate() {
    const { editor, options, storage } = this
    const textarea = editor.options.element.querySelector(":scope > textarea")
    const { form } = textarea
    const label = document.querySelector(`label[for="${textarea.id}"]`)
    /* What says in which language the text is: an article's section, a page's own choice. */
    const source = form?.elements.namedItem("section") ?? form?.elements.namedItem("language")
    const fixed = { "aria-label": (label?.textContent ?? "").replace(/:\s*$/, ""), "aria-multiline": "true" }
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (textarea.hasAttribute(name)) fixed[name] = textarea.getAttribute(name)
    }
    const attributes = () => {
      const { language } = storage
      const { dir } = options.languages[language] ?? {}
      return { ...fixed, role: "textbox", spellcheck: "true", dir: dir ?? textarea.dir, ...(language && { lang: language }) }
    }
    const follow = () => {
      storage.language = (source?.selectedOptions?.[0] ?? source)?.dataset?.language ?? ""
      for (const name of WRITTEN) {
        const field = form?.elements.namedItem(name)
        if (!field) continue
        if (storage.language) field.lang = storage.language
        else field.removeAttribute("lang")
        field.spellcheck = true
      }
      editor.view.dispatch(editor.state.tr.setMeta("language", storage.language))
    }
    editor.registerPlugin(new Plugin({ props: { attributes } }))
    label?.addEventListener("click", () => editor.commands.focus())
    // Django's popups, which add a section, announce their choice through jQuery only.
    if (source) window.django.jQuery(source).on("change", follow)
    follow()
  },
})
