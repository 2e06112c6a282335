// Shows the photos of a gallery one by one, as large as the window. Without it a photo's link opens its file.

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

for (const gallery of document.querySelectorAll("[data-gallery]")) {
  const links = [...gallery.querySelectorAll("[data-enlarge]")];
  const { close, previous, next } = gallery.dataset;
  const rightToLeft = getComputedStyle(gallery).direction === "rtl";
  let shown = 0;

  const frame = make("div", { className: "lightbox-photo" });
  const count = make("span", { className: "lightbox-count" });
  const words = make("p", { className: "lightbox-words" });
  words.setAttribute("aria-live", "polite");
  const button = (label, className, act) => {
    const made = make("button", { type: "button", className: `button ${className}`, textContent: label });
    made.addEventListener("click", act);
    return made;
  };
  const back = button(previous, "lightbox-previous", () => show(shown - 1));
  const on = button(next, "lightbox-next", () => show(shown + 1));
  const away = button(close, "lightbox-close", () => dialog.close());
  const dialog = make(
    "dialog", { className: "lightbox" }, frame, words,
    make("div", { className: "lightbox-buttons" }, back, on, count, away),
  );
  dialog.setAttribute("aria-label", gallery.getAttribute("aria-label"));

  function show(place) {
    shown = (place + links.length) % links.length;
    const picture = links[shown].querySelector("picture").cloneNode(true);
    for (const source of picture.querySelectorAll("source")) source.sizes = "100vw";
    const photo = picture.querySelector("img");
    photo.loading = "eager";
    photo.src = links[shown].href;
    frame.replaceChildren(picture);
    words.textContent = links[shown].closest("figure").querySelector("figcaption").textContent.trim();
    count.textContent = `${shown + 1} / ${links.length}`;
    back.hidden = on.hidden = count.hidden = links.length < 2;
  }

  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || links.length < 2) return;
    event.preventDefault();
    show(shown + (rightToLeft ? -step : step));
  });
  // Beside the photo is out of it.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target === frame) dialog.close();
  });
  dialog.addEventListener("close", () => links[shown].focus());

  for (const [place, link] of links.entries()) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      if (!dialog.isConnected) document.body.append(dialog);
      show(place);
      dialog.showModal();
      away.focus();
    });
  }
}
