import { decodeBase64Text } from '../../core/encoding/base64.ts';
import { isObject, member, parseJson } from '../../core/encoding/json.ts';
import { hasRepeatedKeys } from '../../core/encoding/repeated-keys.ts';
import { type HttpResponse, headerValues } from '../../core/web/http.ts';
import { type Family, type Found, foundIf } from '../check.ts';
import { quoted } from '../facts/facts.ts';
import { SPEC } from '../links.ts';
import { X402_ROUTE_CODE } from '../recipes.ts';

const HEADER = 'PAYMENT-REQUIRED';
/** What the reference client decodes. */
const STANDARD = /^[A-Za-z0-9+/]*={0,2}$/;

/** How the header's text differs from standard base64 of a JSON object; undefined where it does not. */
function encodingFault(value: string): string | undefined {
  if (/^\s*[{["]/.test(value)) return 'The header is JSON as it is, not base64 of it.';
  if (STANDARD.test(value)) return undefined;
  if (/^[\w-]*={0,2}$/.test(value)) return 'The header is base64url, with "-" and "_".';
  return /\s/.test(value) ? 'There is white space inside of the base64.' : undefined;
}

function standardValues(response: HttpResponse): readonly string[] {
  return headerValues(response, HEADER);
}

function bodyAccepts(response: HttpResponse): unknown {
  const body = parseJson(response.body?.trim() ?? '');
  return isObject(body) ? member(body, 'accepts') : undefined;
}

export const envelope: Family = {
  name: 'x402/envelope',
  checks: [
    {
      id: 'x402-unreadable',
      level: 'error',
      title: 'The x402 challenge cannot be decoded',
      link: SPEC.x402Header,
      fix: {
        text: 'Send base64 of the UTF-8 JSON of PaymentRequired, whole and once.',
        code: {
          express: `response.set('PAYMENT-REQUIRED', Buffer.from(JSON.stringify(challenge)).toString('base64'));`,
          fastapi: `headers={"PAYMENT-REQUIRED": base64.b64encode(json.dumps(challenge).encode()).decode()}`,
        },
      },
      find: ({ x402, response }) =>
        response.status === 402 ? x402.faults.map(({ field, reason }) => ({ field, reason })) : [],
    },
    {
      id: 'x402-encoding',
      level: 'error',
      title: 'PAYMENT-REQUIRED is not in standard base64',
      link: SPEC.x402Header,
      fix: {
        text: 'Use the standard alphabet (+ and /) in one line. The reference client refuses base64url, spaces and bare JSON.',
        code: {
          express: `Buffer.from(JSON.stringify(challenge)).toString('base64') // not 'base64url'`,
          fastapi: `base64.b64encode(data).decode()  # not urlsafe_b64encode`,
        },
      },
      find: ({ response }) =>
        standardValues(response)
          .flatMap((value) => encodingFault(value.trim()) ?? [])
          .map((reason) => ({ field: HEADER, reason })),
    },
    {
      id: 'x402-header-twice',
      level: 'error',
      title: 'PAYMENT-REQUIRED is sent more than once',
      link: SPEC.x402Header,
      fix: {
        text: 'Send one line: fetch() joins several by a comma, and no client decodes that. Mostly two layers (proxy and application) both ask.',
      },
      find: ({ response }) => {
        const values = standardValues(response);
        const isSeveral = values.length > 1 || values.some((value) => value.includes(','));
        return foundIf(isSeveral, HEADER, 'Clients cannot tell which challenge counts.');
      },
    },
    {
      id: 'x402-repeated-key',
      level: 'error',
      title: 'The JSON of the challenge names a member twice',
      link: SPEC.jsonKeys,
      fix: { text: 'Name each member once: readers differ in which of two amounts counts.' },
      find: ({ x402 }) => {
        const json = x402.challenge && parseJson(x402.challenge.text.trim());
        const isTwice = json !== undefined && hasRepeatedKeys(x402.challenge?.text ?? '', json);
        const field = x402.challenge?.field ?? HEADER;
        return foundIf(isTwice, field, 'A client may show one amount and sign another.');
      },
    },
    {
      id: 'x402-version',
      level: 'error',
      title:
        'x402Version is missing, of the wrong type, or does not fit where the challenge stands',
      link: SPEC.x402Required,
      fix: {
        text: 'Write the number 2 (not "2") into the challenge of the header; version 1 belongs into the body.',
        code: X402_ROUTE_CODE,
      },
      find: ({ x402 }) => {
        const { challenge, version } = x402;
        if (challenge === undefined || version === undefined) return [];
        const own = member(challenge.object, 'x402Version');
        const field = `${challenge.field}: x402Version`;
        if (own === undefined) return foundIf(true, field, 'No version is named.');
        if (own !== 1 && own !== 2) {
          return foundIf(true, field, `Clients know the numbers 1 and 2, not ${quoted(own)}.`);
        }
        const isOld = own === 1 && challenge.field !== 'body';
        return foundIf(isOld, field, 'Version 1 has no header: clients do not look for it there.');
      },
    },
    {
      id: 'x402-version-1',
      level: 'note',
      title: 'The challenge is of x402 version 1',
      link: SPEC.x402V1,
      fix: {
        text: 'Offer version 2 as well, in the PAYMENT-REQUIRED header: directories and newer clients read no other.',
        code: X402_ROUTE_CODE,
      },
      find: ({ x402 }) =>
        foundIf(
          x402.version?.version === 1,
          `${x402.challenge?.field}: x402Version`,
          'Version 1 is read by older clients and by those that know both.',
        ),
    },
    {
      id: 'x402-body-only',
      level: 'error',
      title: 'Terms of version 2 stand in the body and not in the header',
      link: SPEC.x402Header,
      fix: {
        text: 'Put the same JSON, in base64, into PAYMENT-REQUIRED. Clients of version 2 read the header only, and extensions in Chrome cannot read bodies.',
        code: {
          express: `response.set('PAYMENT-REQUIRED', Buffer.from(JSON.stringify(body)).toString('base64')).status(402).json(body);`,
          hono: `return c.json(body, 402, { 'PAYMENT-REQUIRED': Buffer.from(JSON.stringify(body)).toString('base64') });`,
          next: `return Response.json(body, { status: 402, headers: { 'PAYMENT-REQUIRED': Buffer.from(JSON.stringify(body)).toString('base64') } });`,
          fastapi: `JSONResponse(body, 402, headers={"PAYMENT-REQUIRED": base64.b64encode(json.dumps(body).encode()).decode()})`,
        },
      },
      find: ({ x402 }) =>
        foundIf(
          x402.challenge?.field === 'body' && x402.version?.version !== 1,
          'body',
          'No client of version 2 looks for terms in the body.',
        ),
    },
    {
      id: 'x402-body-differs',
      level: 'warning',
      title: 'Header and body ask different things',
      link: SPEC.x402Header,
      fix: { text: 'Write both from one object, or leave accepts out of the body.' },
      find: ({ x402, response }) => {
        const { challenge } = x402;
        const inBody = bodyAccepts(response);
        if (challenge === undefined || challenge.field === 'body' || !Array.isArray(inBody))
          return [];
        const inHeader = member(challenge.object, 'accepts') ?? null;
        const isSame = JSON.stringify(inHeader) === JSON.stringify(inBody);
        // Terms of version 1 in the body are for other clients.
        const isOld = response.body?.includes('"maxAmountRequired"') === true;
        const reason =
          'Clients that read the body see another list of accepts than those that read the header.';
        return foundIf(!isSame && !isOld, 'body: accepts', reason);
      },
    },
    {
      id: 'x402-accepts',
      level: 'error',
      title: 'accepts is missing, empty, no list, or has entries that are no objects',
      link: SPEC.x402Required,
      fix: {
        text: 'List at least one way to pay. An empty list often means that the facilitator knows none of the networks.',
        code: X402_ROUTE_CODE,
      },
      find: ({ x402 }): readonly Found[] => {
        const { challenge } = x402;
        if (challenge === undefined) return [];
        const field = `${challenge.field}: ${challenge.path}`;
        const { entries } = challenge;
        if (entries === undefined) return foundIf(true, field, 'There is no list of ways to pay.');
        if (entries.length === 0) return foundIf(true, field, 'The list of ways to pay is empty.');
        const isBroken = entries.some((entry) => !isObject(entry));
        return foundIf(
          isBroken,
          field,
          'Some entries are no objects: the reference client fails at them.',
        );
      },
    },
    {
      id: 'x402-place',
      level: 'warning',
      title:
        'The requirements stand under another name or in another header than the specification has',
      link: SPEC.x402Header,
      fix: { text: 'Put the list into accepts of the object in PAYMENT-REQUIRED, as it is.' },
      find: ({ x402 }) => {
        const { challenge } = x402;
        if (challenge?.entries === undefined) return [];
        const isHeader = challenge.field === HEADER || challenge.field === 'body';
        const isList = challenge.path === 'accepts';
        const reason = `Clients look for accepts in ${HEADER}; this stands in ${challenge.field} at ${quoted(challenge.path)}.`;
        return foundIf(!isHeader || !isList, challenge.field, reason);
      },
    },
    {
      id: 'x402-double-encoded',
      level: 'error',
      title: 'PAYMENT-REQUIRED is base64 of base64, or of JSON in a string',
      link: SPEC.x402Header,
      fix: { text: 'Encode once: the header is set with an object that is text already.' },
      find: ({ response }) =>
        standardValues(response).flatMap((value) => {
          const inner = decodeBase64Text(value)?.trim() ?? '';
          const isTwice = inner.startsWith('"') || /^eyJ[\w+/-]+={0,2}$/.test(inner);
          return foundIf(
            isTwice,
            HEADER,
            'Inside of the base64 there is text again, not an object.',
          );
        }),
    },
  ],
};
