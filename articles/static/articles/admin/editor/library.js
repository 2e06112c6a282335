/* The image library: what its photos look like, and the window in which one is chosen. */
import { crel } from "django-prose-editor/editor"

const waiting = new Map()
const known = new Map()

/* One request for all photos that a moment asks for. */
export function describe(url, id) {
  const key = String(id)
  if (!known.has(key)) {
    known.set(key, new Promise((resolve) => {
      if (!waiting.size) setTimeout(() => fetchAll(url), 0)
      waiting.set(key, resolve)
    }))
  }
  return known.get(key)
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
export function choosePhoto(editor, library, chosen) {
  const textarea = editor.view.dom.closest(".prose-editor").querySelector(":scope > textarea")
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
