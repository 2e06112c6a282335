/* A question in a window of the page, after which the text has the focus again. */
import { crel } from "django-prose-editor/editor"

import { button } from "newsroom/editor/blocks"

let opened = 0

/* `fields` are elements; `accept` returns what is wrong, or nothing once it has acted. */
export function openDialog(editor, { title, fields, labels, accept }) {
  const name = `body-dialog-${++opened}`
  const problem = crel("p", { className: "dialog-problem", role: "alert" })
  const cancel = button(labels.cancel, () => dialog.close())
  const buttons = crel("p", { className: "dialog-buttons" }, [cancel])
  const form = crel("form", { noValidate: true }, [
    crel("h2", { id: name, textContent: title }), ...fields, problem, buttons,
  ])
  const dialog = crel("dialog", { className: "body-dialog", "aria-labelledby": name }, [form])
  if (accept) {
    buttons.prepend(crel("button", { type: "submit", textContent: labels.submit }))
    form.addEventListener("submit", async (event) => {
      event.preventDefault()
      problem.textContent = (await accept()) ?? ""
      if (!problem.textContent) dialog.close()
    })
  }
  dialog.addEventListener("close", () => {
    dialog.remove()
    editor.commands.focus()
  })
  document.body.append(dialog)
  dialog.showModal()
  return dialog
}

export const field = (label, input, help = "") =>
  crel("label", { className: "dialog-field" }, [
    crel("span", { textContent: label }), input,
    ...(help ? [crel("small", { textContent: help })] : []),
  ])
