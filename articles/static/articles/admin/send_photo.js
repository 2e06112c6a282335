/* Sends one photo to the library, and tells how far it has come; takes what is dropped on a place. */
"use strict";
{
  const { withToken } = window.newsroom;

  /* Resolves with the status and what was answered: null where that was no answer of ours. */
  function sendPhoto(address, file, words, progress) {
    return withToken((token) => sendWith(token, address, file, words, progress));
  }

  function sendWith(token, address, file, words, progress) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", address);
      request.setRequestHeader("X-CSRFToken", token);
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) progress(event.loaded / event.total);
      });
      request.addEventListener("loadend", () => resolve({ status: request.status, answer: request.response }));
      const form = new FormData();
      form.append("original", file);
      for (const [name, value] of Object.entries(words)) form.append(name, value);
      request.send(form);
    });
  }

  const hasFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");

  /* Calls back with the files that are dropped on a place. */
  function acceptDrops(place, taken) {
    place.addEventListener("dragover", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      place.classList.add("is-over");
    });
    place.addEventListener("dragleave", (event) => {
      if (!place.contains(event.relatedTarget)) place.classList.remove("is-over");
    });
    place.addEventListener("drop", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      place.classList.remove("is-over");
      taken([...event.dataTransfer.files]);
    });
  }

  /* One of the photos that the library has already: what it looks like, and what can be done. */
  function knownPhoto(photo, ...tools) {
    const item = document.createElement("li");
    const picture = document.createElement("img");
    picture.className = `thumbnail ${photo.focus}`;
    picture.src = photo.src;
    picture.alt = photo.alt;
    const link = document.createElement("a");
    link.href = photo.page;
    link.target = "_blank";
    link.dir = "auto";
    link.textContent = photo.caption;
    item.append(picture, link, ...tools);
    return item;
  }

  function button(text, pressed) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = text;
    made.addEventListener("click", pressed);
    return made;
  }

  window.newsroom = { ...window.newsroom, sendPhoto, acceptDrops, knownPhoto, button };
}
