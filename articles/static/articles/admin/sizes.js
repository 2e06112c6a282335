/* Says when the sizes of a photo are ready. Asks ever less often, only while the page is looked at, and not for ever. */
"use strict";
{
  const FIRST_PAUSE = 1500; // milliseconds
  const LONGEST_PAUSE = 30000;
  const MOST_QUESTIONS = 40;

  class Sizes {
    constructor(box) {
      this.box = box;
      this.said = box.querySelector("[role=status]");
      this.again = box.querySelector("button");
      this.waiting = null;
      this.again?.addEventListener("click", (event) => this.tryAgain(event));
      document.addEventListener("visibilitychange", () => this.plan());
      this.begin();
    }

    begin() {
      this.pause = FIRST_PAUSE;
      this.questions = MOST_QUESTIONS;
      this.plan();
    }

    plan() {
      clearTimeout(this.waiting);
      if (this.box.dataset.state !== "being-made" || this.questions <= 0 || document.hidden) return;
      this.waiting = setTimeout(() => this.ask(), this.pause);
    }

    async ask() {
      this.questions -= 1;
      this.pause = Math.min(LONGEST_PAUSE, this.pause * 1.4);
      try {
        const answer = await fetch(this.box.dataset.url, { redirect: "error" });
        if (answer.ok) this.show(await answer.json());
        else this.questions = answer.status < 500 ? 0 : this.questions;
      } catch {
        // Offline for a moment, or logged out: the next question tells, and there are not many.
      }
      this.plan();
    }

    show({ state, words }) {
      this.box.dataset.state = state;
      if (this.said.textContent !== words) this.said.textContent = words;
      if (this.again) this.again.hidden = state !== "failed";
    }

    /* Without leaving the page, on which something may have been typed. */
    async tryAgain(event) {
      event.preventDefault();
      const token = this.box.closest("form").elements.csrfmiddlewaretoken.value;
      const headers = { "X-CSRFToken": token };
      this.again.disabled = true;
      try {
        await fetch(this.again.formAction, { method: "POST", headers, redirect: "manual" });
        const answer = await fetch(this.box.dataset.url, { redirect: "error" });
        if (answer.ok) this.show(await answer.json());
      } catch {
        // The button stays, to be pressed again.
      }
      this.again.disabled = false;
      this.begin();
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const box of document.querySelectorAll(".sizes")) new Sizes(box);
  });
}
