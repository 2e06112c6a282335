/* A page is arranged by dragging stories, or with the buttons beside them. What the list holds when
   it is saved is what the page gets: the order of its fields is the order of the stories. */
"use strict";
{
  const root = document.querySelector(".front");
  const slots = document.getElementById("front-slots");
  const form = document.getElementById("front-form");
  const stories = document.getElementById("front-stories");
  const below = document.getElementById("front-below");
  const search = document.getElementById("front-search");
  const words = root.dataset;
  const most = Number(words.most);
  const places = words.places.split("|");
  let dragged = null;
  let saved = true;

  const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_all, name) => values[name]);
  const headlineOf = (item) => item.querySelector(".front-headline").textContent;
  const idOf = (item) => item.dataset.article ?? item.querySelector("[name=article]").value;
  const slotOf = (id) => [...slots.children].find((slot) => idOf(slot) === id);

  function say(text) {
    document.getElementById("front-status").textContent = text;
  }

  const placeAt = (index) => `${index + 1} · ${places[Math.min(index, places.length - 1)]}`;

  /* What is scheduled takes a place where the page is planned for later; what readers lack, none. */
  function willBeThere(slot) {
    if (slot.classList.contains("is-scheduled")) return form.elements.when.value === "later";
    return slot.classList.contains("is-live");
  }

  /* Shows which of the newest stand below so many pinned ones. Returns how many. */
  function fillBelow(above) {
    let place = above;
    for (const item of below.children) {
      item.hidden = place >= most || Boolean(slotOf(item.dataset.article));
      if (item.hidden) continue;
      item.querySelector(".front-place").textContent = placeAt(place);
      place += 1;
    }
    return place - above;
  }

  /* Names the places anew, and marks which stories of the choice are pinned. */
  function settle() {
    const all = [...slots.children];
    all.forEach((slot, index) => {
      slot.querySelector(".front-place").textContent = placeAt(index);
      slot.querySelector("[data-move='-1']").disabled = index === 0;
      slot.querySelector("[data-move='1']").disabled = index === all.length - 1;
    });
    const free = fillBelow(all.filter(willBeThere).length);
    document.getElementById("front-free").textContent = fill(words.free, { places: free });
    for (const story of stories.querySelectorAll(".front-story")) {
      const pinned = Boolean(slotOf(story.dataset.article));
      story.classList.toggle("is-pinned", pinned);
      story.draggable = !pinned;
    }
  }

  function tellPlace(slot) {
    const place = [...slots.children].indexOf(slot) + 1;
    say(fill(words.moved, { headline: headlineOf(slot), place, places: slots.children.length }));
  }

  function changed(slot) {
    saved = false;
    settle();
    if (slot) tellPlace(slot);
  }

  /* Returns a slot for a story of the choice. */
  function slotFor(story) {
    const slot = document.getElementById("front-slot").content.firstElementChild.cloneNode(true);
    const headline = headlineOf(story);
    slot.className = `front-slot ${[...story.classList].find((name) => /^is-(live|sch|abs)/.test(name))}`;
    slot.querySelector("[name=article]").value = story.dataset.article;
    slot.querySelector("input[type=datetime-local]").name = `until_${story.dataset.article}`;
    slot.querySelector(".front-headline").textContent = headline;
    slot.querySelector(".front-words").textContent = story.querySelector(".front-words").textContent;
    const photo = story.querySelector("img")?.cloneNode();
    if (photo) slot.querySelector(".front-text").before(photo);
    for (const button of slot.querySelectorAll("button")) button.ariaLabel += headline;
    return slot;
  }

  function pin(story, before = null) {
    if (slotOf(story.dataset.article)) return;
    if (slots.children.length >= most) {
      say(words.full);
      document.getElementById("front-free").textContent = words.full;
      return;
    }
    const slot = slotFor(story);
    slots.insertBefore(slot, before);
    changed(slot);
  }

  function move(slot, step) {
    const other = step < 0 ? slot.previousElementSibling : slot.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(slot);
    else other.after(slot);
    changed(slot);
    const buttons = slot.querySelectorAll("[data-move]");
    const same = slot.querySelector(`[data-move="${step}"]`);
    (same.disabled ? [...buttons].find((button) => !button.disabled) : same)?.focus();
  }

  function remove(slot) {
    const next = slot.nextElementSibling ?? slot.previousElementSibling;
    say(fill(words.removed, { headline: headlineOf(slot) }));
    slot.remove();
    changed(null);
    (next?.querySelector("[data-remove]") ?? search.elements.q).focus();
  }

  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.move) move(button.closest("li"), Number(button.dataset.move));
    else if ("remove" in button.dataset) remove(button.closest("li"));
    else if ("pin" in button.dataset) pin(button.closest("li"));
  });

  /* Dragging: a line shows before which slot the story will stand. */

  function target(event) {
    return (
      [...slots.children].find((slot) => {
        const box = slot.getBoundingClientRect();
        return slot !== dragged && event.clientY < box.top + box.height / 2;
      }) ?? null
    );
  }

  function show(event) {
    const before = event ? target(event) : null;
    for (const slot of slots.children) slot.classList.toggle("is-before", slot === before);
    slots.classList.toggle("is-target", Boolean(event));
    slots.classList.toggle("is-end", Boolean(event) && before === null);
  }

  /* Text in the field of a slot is marked with the mouse, too. */
  root.addEventListener("pointerdown", (event) => {
    const slot = event.target.closest(".front-slot");
    if (slot) slot.draggable = !event.target.closest("input, button, summary");
  });
  root.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.(".front-slot, .front-story");
    if (!dragged) return;
    event.dataTransfer.setData("text/plain", headlineOf(dragged));
    event.dataTransfer.effectAllowed = "move";
    dragged.classList.add("is-dragged");
  });
  root.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    dragged = null;
    show(null);
  });
  slots.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    show(event);
  });
  slots.addEventListener("dragleave", (event) => {
    if (!slots.contains(event.relatedTarget)) show(null);
  });
  slots.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const before = target(event);
    if (dragged.dataset.article) {
      pin(dragged, before);
    } else {
      slots.insertBefore(dragged, before);
      changed(dragged);
    }
  });

  /* The search: what comes late after a newer question is dropped. */

  let asked = 0;
  let waiting = null;

  async function find() {
    const mine = (asked += 1);
    try {
      const query = new URLSearchParams(new FormData(search));
      const response = await fetch(`${search.action}?${query}`, { redirect: "error" });
      if (!response.ok) throw new Error(response.statusText);
      const html = await response.text();
      if (mine !== asked) return;
      stories.innerHTML = html;
      settle();
      say(fill(words.found, { places: stories.querySelectorAll(".front-story").length }));
    } catch {
      if (mine === asked) say(words.failed);
    }
  }

  search.addEventListener("submit", (event) => {
    event.preventDefault();
    find();
  });
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 250);
  });

  form.addEventListener("submit", (event) => {
    if (event.submitter?.name !== "_preview") saved = true;
  });
  form.addEventListener("change", () => changed(null));
  addEventListener("beforeunload", (event) => {
    if (!saved) event.preventDefault();
  });
  if (document.querySelector(".errornote")) saved = false;
  settle();
}
