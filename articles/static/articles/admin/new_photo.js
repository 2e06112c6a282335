/* A new photo goes from the form that needs it into the library, and its number into the field. */
"use strict";
{
  const { sendPhoto, acceptDrops, knownPhoto, button } = window.newsroom;

  class NewPhoto {
    constructor(box) {
      this.box = box;
      this.number = box.closest(".photo-input").querySelector(".vForeignKeyRawIdAdminField");
      this.input = box.querySelector(".new-photo-file");
      this.group = box.querySelector(".new-photo-words");
      this.fields = [...box.querySelectorAll("[data-word]")];
      this.known = box.querySelector(".new-photo-known");
      this.said = box.querySelector(".new-photo-said");
      this.picture = box.querySelector("img");
      this.add = box.querySelector(".new-photo-add");
      this.picture.addEventListener("error", () => (this.picture.hidden = true)); // no photo, as will be said
      box.hidden = false;
      this.input.addEventListener("change", () => this.take([...this.input.files]));
      acceptDrops(box.closest(".photo-input"), (files) => this.take(files));
      this.add.addEventListener("click", () => this.send());
      box.querySelector(".new-photo-cancel").addEventListener("click", () => this.clear(true));
      this.group.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.target.matches("textarea, button")) return;
        event.preventDefault(); // not the form around it
        this.send();
      });
    }

    take([file]) {
      if (!file) return;
      this.clear(false);
      this.file = file;
      this.picture.hidden = false;
      this.picture.src = URL.createObjectURL(file);
      this.box.querySelector(".new-photo-name bdi").textContent = file.name;
      this.group.hidden = false;
      this.fields[0].focus();
    }

    clear(back) {
      this.file = null;
      this.said.textContent = "";
      this.known.replaceChildren();
      if (this.picture.src) URL.revokeObjectURL(this.picture.src);
      this.group.hidden = true;
      for (const field of this.fields) {
        if (back) field.value = "";
        this.mark(field, "");
      }
      if (back) this.input.value = "";
      if (back) this.input.focus();
    }

    mark(field, error) {
      const id = `${field.id}-error`;
      document.getElementById(id)?.remove();
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
      if (!error) return;
      const line = document.createElement("span");
      line.id = id;
      line.className = "new-photo-error";
      line.textContent = error;
      field.after(line);
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", id);
    }

    async send(again) {
      if (!this.file || this.add.disabled) return;
      const say = this.box.dataset;
      const words = Object.fromEntries(this.fields.map((field) => [field.dataset.word, field.value]));
      if (again) words.add_again = "on";
      this.add.disabled = true;
      this.known.replaceChildren();
      for (const field of this.fields) this.mark(field, "");
      const { status, answer } = await sendPhoto(say.address, this.file, words, (share) => {
        this.said.textContent = share < 1 ? say.sent.replace("%s", Math.floor(share * 100)) : say.checked;
      });
      this.add.disabled = false;
      if (status === 201 && answer) this.choose(answer.photo);
      else if (status === 409 && answer) this.offer(answer);
      else if (status === 400 && answer?.errors) this.refuse(answer.errors);
      else this.said.textContent = say.failed;
    }

    choose(photo) {
      this.clear(true);
      this.number.value = photo.id;
      this.number.dispatchEvent(new Event("change", { bubbles: true }));
      this.said.textContent = this.box.dataset.added;
      this.number.focus();
    }

    offer({ same, known }) {
      const say = this.box.dataset;
      this.said.textContent = same ? say.same : say.alike;
      const use = (photo) => button(say.use, () => this.choose(photo));
      this.known.replaceChildren(...known.map((photo) => knownPhoto(photo, use(photo))));
      const again = document.createElement("li");
      again.append(button(say.again, () => this.send(true)));
      this.known.append(again);
      this.known.querySelector("button").focus();
    }

    refuse(errors) {
      const wrong = this.fields.filter((field) => errors[field.dataset.word]);
      for (const field of wrong) this.mark(field, errors[field.dataset.word]);
      this.said.textContent = Object.values(errors).join(" ");
      wrong[0]?.focus();
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const box of document.querySelectorAll(".new-photo")) new NewPhoto(box);
  });
}
