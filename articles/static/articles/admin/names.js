/* Names the lists of choices that replace a select, which Django's scripts leave without one. */
"use strict";
{
  const nameOf = (select) =>
    select.getAttribute("aria-label") ||
    (select.labels[0]?.textContent ?? "").trim().replace(/:$/, "");

  function name(select) {
    const shown = select.nextElementSibling;
    if (!shown?.classList.contains("select2")) return;
    for (const part of shown.querySelectorAll("[role=combobox], [role=textbox], input")) {
      part.setAttribute("aria-label", nameOf(select));
    }
  }

  const nameAll = (root) => root.querySelectorAll("select.admin-autocomplete").forEach(name);

  const $ = django.jQuery;
  // The lists come alive in handlers of these same events: wait for all of them.
  $(() => setTimeout(nameAll, 0, document));
  document.addEventListener("formset:added", (event) => setTimeout(nameAll, 0, event.target));
  $(document).on("change", "select.admin-autocomplete", (event) => name(event.target));
  $(document).on("select2:open", "select.admin-autocomplete", (event) => {
    name(event.target);
    document
      .querySelector(".select2-dropdown .select2-search__field")
      ?.setAttribute("aria-label", nameOf(event.target));
  });
}
