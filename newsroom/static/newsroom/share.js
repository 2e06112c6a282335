// Offers the browser's own share sheet, and to copy the address of the article.

for (const place of document.querySelectorAll("[data-share]")) {
  const { share: url, title } = place.dataset;
  const status = place.querySelector("[data-share-status]");
  const sheet = place.querySelector("[data-share-sheet]");
  const address = place.querySelector("[data-share-address]");
  place.classList.add("is-ready");

  if (navigator.share) {
    sheet.hidden = false;
    // Who closes the sheet has changed their mind: nothing went wrong.
    sheet.addEventListener("click", () => navigator.share({ title, url }).catch(() => {}));
  }

  place.querySelector("[data-share-copy]").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(url);
      status.textContent = status.dataset.copied;
    } catch {
      // Without https, or where it is forbidden: the reader copies by hand.
      address.hidden = false;
      address.querySelector("input").select();
    }
  });
}
