/* Shows what is being typed as readers would get it: the form goes to the server, which saves nothing, and the page it answers with stands in a frame without scripts. */
"use strict";
{
  const { withToken } = window.newsroom;
  const PAUSE = 700; // milliseconds without typing

  class LivePreview {
    constructor(form, pane) {
      this.form = form;
      this.pane = pane;
      this.stage = pane.querySelector(".live-stage");
      this.said = pane.querySelector(".live-said");
      this.problems = pane.querySelector(".live-problems");
      this.toggle = document.getElementById("live-toggle");
      this.width = 390;
      this.toggle.parentElement.hidden = false;
      this.toggle.addEventListener("click", () => (this.pane.hidden ? this.open() : this.close()));
      pane.querySelector(".live-close").addEventListener("click", () => this.close());
      for (const button of pane.querySelectorAll("[data-width]")) {
        button.addEventListener("click", () => this.setWidth(button));
      }
      document.addEventListener("keydown", (event) => this.press(event));
      const later = () => this.later();
      for (const name of ["input", "change"]) form.addEventListener(name, later);
      django.jQuery(form).on("change", later);
      form.addEventListener("formset:removed", later);
      new MutationObserver(later).observe(form, { subtree: true, attributeFilter: ["data-photo"] });
      new ResizeObserver(() => this.fit()).observe(this.stage);
    }

    press(event) {
      if (event.altKey && event.shiftKey && event.code === "KeyP") {
        event.preventDefault();
        this.toggle.click();
      } else if (event.key === "Escape" && this.pane.contains(document.activeElement)) this.close();
    }

    open() {
      this.pane.hidden = false;
      document.body.classList.add("has-live-preview");
      this.toggle.setAttribute("aria-expanded", "true");
      this.pane.querySelector("[aria-pressed=true]").focus();
      this.update();
    }

    close() {
      this.asked?.abort();
      this.pane.hidden = true;
      document.body.classList.remove("has-live-preview");
      this.toggle.setAttribute("aria-expanded", "false");
      this.toggle.focus();
    }

    setWidth(pressed) {
      for (const button of this.pane.querySelectorAll("[data-width]")) {
        button.setAttribute("aria-pressed", String(button === pressed));
      }
      this.width = Number(pressed.dataset.width);
      this.fit();
    }

    /* A page wider than the pane is made smaller, a narrower one stands in its middle. */
    fit() {
      const { clientWidth, clientHeight } = this.stage;
      const scale = Math.min(1, clientWidth / this.width);
      for (const frame of this.stage.children) {
        frame.style.width = `${this.width}px`;
        frame.style.height = `${clientHeight / scale}px`;
        frame.style.transform = `scale(${scale})`;
        frame.style.left = `${Math.max(0, (clientWidth - this.width * scale) / 2)}px`;
      }
    }

    later() {
      clearTimeout(this.waiting);
      if (!this.pane.hidden) this.waiting = setTimeout(() => this.update(), PAUSE);
    }

    async update() {
      this.asked?.abort();
      const asked = (this.asked = new AbortController());
      const typed = new FormData(this.form);
      for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name);
      let answer;
      try {
        const response = await withToken((token) => this.post(typed, token, asked.signal));
        if (response.type === "opaqueredirect" || response.status === 403) return this.say(this.pane.dataset.login);
        answer = await response.json();
      } catch {
        if (!asked.signal.aborted) this.say(this.pane.dataset.lost);
        return;
      }
      if (asked.signal.aborted) return;
      this.problems.replaceChildren(...answer.problems.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
      if (answer.page) this.show(answer.page);
    }

    post(typed, token, signal) {
      typed.set("csrfmiddlewaretoken", token);
      const body = new URLSearchParams(typed);
      return fetch(this.pane.dataset.url, { method: "POST", body, signal, redirect: "manual" });
    }

    say(words) {
      this.said.textContent = words;
    }

    show(page) {
      const parsed = new DOMParser().parseFromString(page, "text/html");
      for (const script of parsed.querySelectorAll("script")) script.remove();
      const frame = document.createElement("iframe");
      frame.className = "is-coming";
      frame.title = this.pane.dataset.frame;
      frame.setAttribute("sandbox", "allow-same-origin"); // no scripts, no forms, no way out
      frame.addEventListener("load", () => this.swap(frame), { once: true });
      frame.srcdoc = `<!doctype html>${parsed.documentElement.outerHTML}`;
      for (const other of this.stage.querySelectorAll(".is-coming")) other.remove();
      this.stage.append(frame);
      this.fit();
    }

    swap(frame) {
      const before = this.stage.querySelector("iframe:not(.is-coming)");
      const inside = frame.contentDocument;
      inside.addEventListener("click", (event) => {
        if (event.target.closest("a, button, summary")) event.preventDefault(); // the desk stays
      });
      if (before?.contentWindow) frame.contentWindow.scrollTo(0, before.contentWindow.scrollY);
      frame.classList.remove("is-coming");
      before?.remove();
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { timeStyle: "medium" });
      this.say(this.pane.dataset.updated.replace("%s", time));
    }
  }

  window.addEventListener("load", () => {
    const form = document.getElementById("article_form");
    const pane = document.getElementById("live-preview");
    if (form && pane) new LivePreview(form, pane);
  });
}
