// A worker: does the sum of ALTCHA's protocol, version 2 (PBKDF2), and answers with the proof.
// Answers null where the browser cannot do it, as on a page that did not come over TLS.

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));

async function solve(challenge) {
  const { cost, keyLength, keyPrefix, nonce, salt } = challenge.parameters;
  const method = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: cost };
  const password = new Uint8Array([...bytes(nonce), 0, 0, 0, 0]);
  const tail = new DataView(password.buffer, password.length - 4);
  for (let counter = 0; ; counter++) {
    tail.setUint32(0, counter);
    const secret = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const derivedKey = hex(new Uint8Array(await crypto.subtle.deriveBits(method, secret, keyLength * 8)));
    if (derivedKey.startsWith(keyPrefix)) return { counter, derivedKey };
  }
}

addEventListener("message", async ({ data }) => {
  try {
    const challenge = JSON.parse(data);
    postMessage(btoa(JSON.stringify({ challenge, solution: await solve(challenge) })));
  } catch {
    postMessage(null);
  }
});
