import {
  isPlain,
  isSecretHeader,
  isSecretMember,
  isSecretOfProof,
  partOf,
} from './secret-names.ts';

/** A member of JSON: its name, up to where its value begins. */
const MEMBER = /"([\w .-]{1,60})"\s{0,20}:\s{0,20}/g;
/** The next text, bracket or comma of JSON. A text that does not end reaches to the end. */
const NEXT = /"(?:[^"\\]+|\\.)*(?:"|\\?$)|[{}[\],]/gs;
const AFTER_NAME = /\s{0,20}:/y;

/** Where a value stands: in an object or a list, in a proof or a copy of the challenge, all of it secret or not. */
type Place = {
  readonly isList: boolean;
  readonly isProof: boolean;
  readonly isSecret: boolean;
  /** The member whose value comes next, or the text before in a list. */
  name: string;
  /** In an object that names a header beside its value. */
  header: string;
};

const inner = (written: string) =>
  written.slice(1, written.length > 1 && written.endsWith('"') ? -1 : undefined);

/** Whether a value at this place is hidden. */
function isHidden(place: Place, value: string): boolean {
  const { isProof, isSecret, isList, name, header } = place;
  if (isSecret || (!isList && isSecretMember(name))) return true;
  if (!isProof) return false;
  // Headers as a flat list, as pairs, or as objects with names and values.
  if (isList) return isSecretHeader(name, false) && !isSecretHeader(value, false);
  if (/^values?$/i.test(name) && isSecretHeader(header, false)) return true;
  return isSecretOfProof(name) && !isPlain(value);
}

function within(place: Place, isList: boolean): Place {
  const { name, isSecret } = place;
  const part = place.isList ? undefined : partOf(name);
  const isProof = part === undefined ? place.isProof : part === 'proof';
  const all = isSecret || (!place.isList && isSecretMember(name));
  return { isList, isProof, isSecret: all, name: '', header: '' };
}

/** The value that begins at `start`, with what is secret in it hidden, and where it ends. Each character is read once. */
function value(
  text: string,
  start: number,
  first: Place,
  mark: string,
): [open: string, end: number] {
  const places: Place[] = [first];
  let open = '';
  let from = start;
  NEXT.lastIndex = start;
  // It goes on by itself behind what was found, also where a pattern finds nothing: it ends with the text.
  for (const token of text.matchAll(NEXT)) {
    const [written] = token;
    const end = token.index + written.length;
    const place = places.at(-1) ?? first;
    if (written === '{' || written === '[') places.push(within(place, written === '['));
    else if (written === '}' || written === ']') places.pop();
    else if (written !== ',') {
      AFTER_NAME.lastIndex = end;
      const said = inner(written);
      if (!place.isList && place !== first && AFTER_NAME.test(text)) place.name = said;
      else {
        if (isHidden(place, said)) {
          open += `${text.slice(from, token.index)}"${mark}${written.length > 1 && written.endsWith('"') ? '"' : ''}`;
          from = end;
        }
        if (place.isList) place.name = said;
        else if (/^(?:name|key|header)$/i.test(place.name)) place.header = said;
      }
    }
    if (places.length <= 1) return [open + text.slice(from, end), end];
  }
  return [open + text.slice(from), text.length];
}

/** JSON, wherever it stands in a text, without the members that are secret by their names and by where they stand. */
export function redactMembers(text: string, mark: string): string {
  let open = '';
  let from = 0;
  MEMBER.lastIndex = 0;
  for (let found = MEMBER.exec(text); found !== null; found = MEMBER.exec(text)) {
    const [all, name = ''] = found;
    const start = found.index + all.length;
    const begin = text.charAt(start);
    const isHeld = isSecretMember(name) || partOf(name) === 'proof';
    if (!isHeld || !/["{[]/.test(begin)) continue;
    const place = { isList: false, isProof: false, isSecret: false, name, header: '' };
    const [written, end] = value(text, start, place, mark);
    open += text.slice(from, start) + written;
    from = end;
    MEMBER.lastIndex = Math.max(end, start);
  }
  return open + text.slice(from);
}
