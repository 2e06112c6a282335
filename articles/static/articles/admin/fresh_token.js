/* Logging in anew, in another tab, makes the token of a page worthless: this takes a fresh page's. */
"use strict";
{
  const tokenOf = (place) => place.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const token = () => tokenOf(document);

  async function renew() {
    try {
      const answer = await fetch(location.pathname, { redirect: "manual" });
      if (!answer.ok) return false;
      const fresh = tokenOf(new DOMParser().parseFromString(await answer.text(), "text/html"));
      if (!fresh) return false;
      for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) {
        field.value = fresh;
      }
      return true;
    } catch {
      return false;
    }
  }

  /* Calls `send` with the token of this page, and once more with a fresh one where it was refused. */
  async function withToken(send) {
    const answer = await send(token());
    return answer.status === 403 && (await renew()) ? send(token()) : answer;
  }

  window.newsroom = { ...window.newsroom, token, withToken };
}
