/* Copies the address of a share link. Without script it is selected and copied by hand. */
"use strict";
{
  async function copy(button) {
    const field = button.parentElement.querySelector(".shared-address");
    const said = button.closest(".shared-links").nextElementSibling;
    said.textContent = "";
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = button.dataset.copied;
    } catch {
      field.focus();
      said.textContent = button.dataset.failed;
    }
  }

  function start() {
    for (const button of document.querySelectorAll(".shared-copy")) {
      button.hidden = false;
      button.addEventListener("click", () => copy(button));
    }
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}
