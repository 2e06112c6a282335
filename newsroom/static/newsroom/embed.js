// Puts a provider's player in place of the notice once a reader asks for it, and not before.

for (const figure of document.querySelectorAll("[data-embed-player]")) {
  const show = figure.querySelector("[data-embed-show]");
  show.hidden = false;
  show.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.title = figure.dataset.embedTitle;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.allowFullscreen = true;
    // A player may know which site shows it (some refuse to play without), not which page.
    frame.referrerPolicy = "strict-origin";
    frame.sandbox = "allow-scripts allow-same-origin allow-popups allow-presentation";
    frame.src = figure.dataset.embedPlayer;
    figure.querySelector(".embed-place").replaceChildren(frame);
    figure.classList.add("is-open");
    frame.focus();
  });
}
