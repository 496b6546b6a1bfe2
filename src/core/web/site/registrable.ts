import { SUFFIXES } from './public-suffixes.ts';

/** The rules below a top-level domain, `,co,ac,*.sch,`; empty where it has none. */
function rulesOf(top: string): string {
  const start = SUFFIXES.indexOf(`;${top} ,`);
  return start < 0
    ? ''
    : SUFFIXES.slice(start + top.length + 2, SUFFIXES.indexOf(';', start + 1)).trimEnd();
}

/** How many labels at the end of a name are its public suffix (https://publicsuffix.org/list/). */
function suffixLabels(labels: readonly string[]): number {
  const rules = rulesOf(labels.at(-1) ?? '');
  const has = (rule: string) => rules.includes(`,${rule},`);
  for (let count = labels.length; count > 1; count--) {
    const own = labels.slice(-count, -1);
    const name = own.join('.');
    if (has(`!${name}`)) return count - 1;
    if (has(name) || has(['*', ...own.slice(1)].join('.'))) return count;
  }
  return 1;
}

/**
 * The part of a host name that was registered: its public suffix and one label more. ICANN's and private suffixes
 * count alike, so `alice.github.io` is a site of its own. `hostname` in ASCII, as URL gives it. A name that is itself a
 * suffix, an IP address and a name of one label are whole. A final dot stays.
 */
export function registrableOf(hostname: string): string {
  if (hostname.startsWith('[') || /^[\d.]+$/.test(hostname)) return hostname;
  const dot = hostname.endsWith('.') ? '.' : '';
  const labels = (dot === '' ? hostname : hostname.slice(0, -1)).split('.');
  return labels.slice(-(suffixLabels(labels) + 1)).join('.') + dot;
}
