// Adds a passkey to one's account (data-passkey="create"), or signs in with one ("get").
"use strict";

{
  const form = document.querySelector("form[data-passkey]");
  const options = JSON.parse(document.getElementById("passkey-options").textContent).publicKey;

  const bytes = text => Uint8Array.from(
    atob(text.replaceAll("-", "+").replaceAll("_", "/")), letter => letter.charCodeAt(0),
  );
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const withId = key => ({ ...key, id: bytes(key.id) });

  const ask = {
    create: () => navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: withId(options.user),
        excludeCredentials: (options.excludeCredentials ?? []).map(withId),
      },
    }),
    get: () => navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        allowCredentials: (options.allowCredentials ?? []).map(withId),
      },
    }),
  }[form.dataset.passkey];

  const inWords = credential => {
    const { response } = credential;
    const said = { clientDataJSON: text(response.clientDataJSON) };
    for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (response[part]) said[part] = text(response[part]);
    }
    return {
      type: credential.type,
      id: credential.id,
      rawId: text(credential.rawId),
      response: said,
      clientExtensionResults: credential.getClientExtensionResults(),
    };
  };

  const part = name => form.querySelector(`[data-passkey-${name}]`);
  const start = part("start");

  // Browsers bind passkeys to a name: an address in figures has none.
  if (!window.PublicKeyCredential || /^[\d.]+$|^\[/.test(location.hostname)) {
    part("none").hidden = false;
    start.disabled = true;
  }

  form.addEventListener("submit", async event => {
    event.preventDefault();
    part("failed").hidden = true;
    start.disabled = true;
    try {
      form.elements.credential.value = JSON.stringify(inWords(await ask()));
      form.submit();
    } catch {
      part("failed").hidden = false;
      start.disabled = false;
      start.focus();
    }
  });
}
