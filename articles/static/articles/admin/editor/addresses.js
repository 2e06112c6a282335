/* What an address leads to: an article of ours by its number, which stays, or any other page. */

/* Returns {article} or {href}, or nothing for what is no address. */
export function linkOf(text, site) {
  const given = text.trim()
  if (!given || /\s/.test(given)) return null
  if (/^mailto:[^@]+@[^@]+$/i.test(given)) return { article: null, href: given }
  const whole = /^https?:\/\//i.test(given) ? given : bare(given)
  if (!whole || !URL.canParse(whole)) return null
  const address = new URL(whole)
  if (!address.hostname) return null
  const ours = [location.host, URL.canParse(site) ? new URL(site).host : ""].includes(address.host)
  const found = ours && !address.search && !address.hash
    ? /^\/[a-z-]+\/[^/]+\/([1-9][0-9]{0,17})\/[^/]+\/$/i.exec(address.pathname)
    : null
  if (found && !/^\/[a-z-]+\/archive\//i.test(address.pathname)) return { article: found[1], href: null }
  return { article: null, href: whole }
}

/* An address as people say it, without its beginning. */
const bare = (text) => (/^[^\s/:@]+\.[^\s/:@.]{2,}(?:[/?#]\S*)?$/.test(text) ? `https://${text}` : null)
