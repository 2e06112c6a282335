/* Many photos into the library: each is sent on its own, two at a time, and has its row, where its words are written. */
"use strict";
{
  const { withToken, sendPhoto, acceptDrops, knownPhoto, button } = window.newsroom;
  const AT_ONCE = 2;
  const form = document.getElementById("many-photos");
  const list = form.querySelector(".many-rows");
  const said = form.querySelector(".many-said");
  const say = form.dataset;
  const waiting = [];
  let running = 0;
  let unsaved = 0;
  let added = 0;

  class Row {
    constructor(file) {
      this.file = file;
      this.item = document.getElementById("many-row").content.firstElementChild.cloneNode(true);
      this.picture = this.item.querySelector("img");
      this.bar = this.item.querySelector("progress");
      this.picture.addEventListener("error", () => (this.picture.hidden = true)); // no photo, as will be said
      this.state = this.item.querySelector(".many-state");
      this.tools = this.item.querySelector(".many-tools");
      this.known = this.item.querySelector(".new-photo-known");
      this.group = this.item.querySelector(".many-words");
      this.fields = [...this.group.querySelectorAll("[data-word]")];
      this.kept = this.item.querySelector(".many-kept");
      this.item.querySelector("bdi").textContent = file.name;
      this.group.querySelector("legend").textContent = file.name;
      this.bar.setAttribute("aria-label", file.name);
      this.picture.hidden = false;
      this.picture.src = URL.createObjectURL(file);
      this.state.textContent = say.waits;
      for (const field of this.fields) field.addEventListener("change", () => this.save());
      for (const field of this.fields) field.addEventListener("input", () => this.edited());
      list.append(this.item);
    }

    enter(state, text) {
      this.item.classList.remove("is-refused", "is-added", "is-known");
      if (state) this.item.classList.add(state);
      this.state.textContent = text;
      this.known.replaceChildren();
      this.tools.replaceChildren();
    }

    async send() {
      this.enter("", say.waits);
      this.bar.hidden = false;
      const words = { credit_else: form.elements.credit_else.value };
      if (this.again) words.add_again = "on";
      const { status, answer } = await sendPhoto(say.address, this.file, words, (share) => {
        this.bar.value = share;
        this.state.textContent = share < 1 ? say.sent.replace("%s", Math.floor(share * 100)) : say.checked;
      });
      this.bar.hidden = true;
      if (status === 201 && answer) this.add(answer.photo);
      else if (status === 409 && answer) this.offer(answer);
      else if (status === 400 && answer?.errors) this.refuse(Object.values(answer.errors).join(" "));
      else this.refuse(say.failed);
    }

    add(photo) {
      added += 1;
      this.enter("is-added", say.added);
      URL.revokeObjectURL(this.picture.src);
      this.picture.src = photo.src;
      this.picture.className = `thumbnail ${photo.focus}`;
      const page = this.item.querySelector(".many-page");
      page.href = photo.page;
      page.hidden = false;
      this.address = photo.words_to;
      this.group.hidden = !this.address;
      for (const field of this.fields) field.value = photo.words[field.dataset.word];
    }

    refuse(message) {
      this.enter("is-refused", `${say.refused}: ${message}`);
      this.tools.append(button(say.retry, () => take([this])));
    }

    offer({ same, known }) {
      this.enter("is-known", same ? say.same : say.alike);
      this.known.append(...known.map((photo) => knownPhoto(photo)));
      const again = button(say.again, () => {
        this.again = true;
        take([this]);
      });
      this.tools.append(again, button(say.leave, () => this.enter("", say.left)));
    }

    edited() {
      if (!this.dirty) unsaved += 1;
      this.dirty = true;
    }

    async save() {
      this.kept.className = "many-kept";
      this.kept.textContent = say.saving;
      const body = new FormData();
      for (const field of this.fields) body.append(field.dataset.word, field.value);
      const sent = JSON.stringify([...body]);
      let answer = null;
      try {
        const response = await withToken((token) =>
          fetch(this.address, { method: "POST", headers: { "X-CSRFToken": token }, body }),
        );
        if (!response.redirected) answer = await response.json();
      } catch {
        answer = null;
      }
      const wrong = answer?.errors;
      for (const field of this.fields) field.toggleAttribute("aria-invalid", Boolean(wrong?.[field.dataset.word]));
      this.kept.classList.add(answer?.photo ? "is-kept" : "is-wrong");
      if (answer?.photo) this.kept.textContent = say.saved;
      else this.kept.textContent = wrong ? Object.values(wrong).join(" ") : say.failed;
      const now = JSON.stringify(this.fields.map((field) => [field.dataset.word, field.value]));
      if (answer?.photo && this.dirty && now === sent) {
        this.dirty = false;
        unsaved -= 1;
      }
      said.textContent = `${this.file.name}: ${this.kept.textContent}`;
    }
  }

  function report() {
    const open = list.querySelectorAll(".is-refused, .is-known").length;
    said.textContent = say.done.replace("%s", added).replace("%s", open);
  }

  function work() {
    while (running < AT_ONCE && waiting.length) {
      running += 1;
      waiting.shift().send().then(() => {
        running -= 1;
        if (!running && !waiting.length) report();
        work();
      });
    }
  }

  function take(rows) {
    waiting.push(...rows);
    work();
  }

  const begin = (files) => take(files.map((file) => new Row(file)));

  form.querySelector(".upload-all").hidden = true; // each file is sent as soon as it is chosen
  form.elements.photos.addEventListener("change", (event) => {
    begin([...event.target.files]);
    event.target.value = "";
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  acceptDrops(form.querySelector(".drop-zone"), begin);
  addEventListener("beforeunload", (event) => {
    if (running || waiting.length || unsaved) event.preventDefault();
  });
}
