/* Shows, while it is written, how a search result and a shared link will look, and how long the
   texts are. What is empty falls back as the readers' page does. */
"use strict";
{
  const PAUSE = 600; // milliseconds: what reads the page aloud speaks when typing rests
  const DESCRIPTION = 200;
  const END = /[.!?…؟۔。]["'”’»)\]]*(?=\s)/u;

  const value = (name) => document.getElementById(`id_${name}`)?.value.trim() ?? "";

  /* The first sentence of the first paragraph that has words. */
  function opening() {
    const body = new DOMParser().parseFromString(value("body"), "text/html");
    const texts = [...body.querySelectorAll("p")].map((p) =>
      p.textContent.replace(/\s+/g, " ").trim(),
    );
    const words = texts.find(Boolean) ?? "";
    const end = END.exec(words);
    return shortened(end ? words.slice(0, end.index + end[0].length) : words, DESCRIPTION);
  }

  function shortened(text, limit) {
    if (text.length <= limit) return text;
    const kept = text.slice(0, limit);
    return `${kept.slice(0, kept.lastIndexOf(" ")) || kept.slice(0, -1)}…`;
  }

  /* The photo that goes with a link, and the classes that say where it is cut. */
  function photo() {
    for (const name of ["social_image", "lead_image"]) {
      const shown = document.querySelector(`.field-${name} img`);
      if (value(name) && shown?.getAttribute("src") && !shown.hidden) {
        return { src: shown.src, focus: shown.className.replace("thumbnail", "").trim() };
      }
    }
    const inside = document.querySelector(".field-body .ProseMirror figure img[src]");
    return inside && { src: inside.src, focus: "" };
  }

  function setText(card, selector, text) {
    for (const part of card.querySelectorAll(selector)) {
      if (part.textContent !== text) part.textContent = text;
    }
  }

  function draw(card, words) {
    setText(card, ".title", value("seo_title") || value("headline") || words.headline);
    setText(card, ".description", value("seo_description") || value("standfirst") || opening());
    const found = photo();
    clearTimeout(drawing);
    if (found) show(card, found.src, found.focus);
    else drawing = setTimeout(() => show(card, drawn(words), ""), card.isConnected ? PAUSE : 0);
  }

  let drawing = null;

  /* Where the server draws the headline, as it does for an article without a photo. */
  function drawn(words) {
    const asked = new URLSearchParams({
      headline: value("seo_title") || value("headline"),
      section: value("section"),
    });
    return `${words.drawn}?${asked}`;
  }

  function show(card, source, focus) {
    const image = card.querySelector("img");
    image.className = focus;
    if (image.getAttribute("src") !== source) image.setAttribute("src", source);
  }

  function counter(field, words) {
    const shown = document.createElement("span");
    shown.className = "length";
    shown.id = `${field.id}_length`;
    shown.setAttribute("aria-live", "polite");
    const best = Number(field.dataset.best);
    const count = () => {
      const length = [...field.value].length;
      const text = length > best ? words.over : words.length;
      shown.classList.toggle("is-over", length > best);
      shown.textContent = text.replace("%(length)s", length).replace("%(limit)s", best);
    };
    let waiting = null;
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(count, PAUSE);
    });
    count();
    field.closest(".flex-container")?.after(shown);
    const named = field.getAttribute("aria-describedby");
    field.setAttribute("aria-describedby", named ? `${named} ${shown.id}` : shown.id);
  }

  function begin(form, template) {
    const words = template.dataset;
    for (const field of form.querySelectorAll("[data-best]")) counter(field, words);
    const row = form.querySelector(".field-seo_title");
    if (!row) return;
    const card = template.content.firstElementChild.cloneNode(true);
    row.parentElement.insertBefore(card, row);
    const redraw = () => draw(card, words);
    for (const event of ["input", "change"]) form.addEventListener(event, redraw);
    django.jQuery(form).on("change", redraw);
    const photos = { subtree: true, childList: true, attributes: true, attributeFilter: ["src"] };
    for (const place of form.querySelectorAll(".field-lead_image, .field-social_image, .field-body")) {
      new MutationObserver(redraw).observe(place, photos);
    }
    redraw();
  }

  window.addEventListener("load", () => {
    const form = document.getElementById("article_form");
    const template = document.getElementById("elsewhere");
    if (form && template) begin(form, template);
  });
}
