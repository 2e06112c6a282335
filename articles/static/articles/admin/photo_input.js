/* The thumbnail beside the number of a photo follows the number. */
"use strict";
{
  const $ = django.jQuery;

  async function show(input) {
    const box = input.closest(".photo-input");
    const image = box.querySelector("img");
    const caption = box.querySelector(".photo-caption");
    const wanted = input.value.trim();
    let photo;
    if (wanted) {
      const answer = await fetch(`${box.dataset.photos}?ids=${encodeURIComponent(wanted)}`);
      if (answer.ok) photo = (await answer.json())[wanted];
    }
    if (input.value.trim() !== wanted) return;
    image.hidden = !photo;
    if (photo) {
      image.src = photo.src;
      image.className = `thumbnail ${photo.focus}`;
      image.alt = photo.alt || photo.caption;
    }
    caption.textContent = photo ? photo.caption : "";
  }

  // Django's popups announce their choice through jQuery only.
  $(document).on("change", ".photo-input .vForeignKeyRawIdAdminField", (event) => show(event.target));
}
