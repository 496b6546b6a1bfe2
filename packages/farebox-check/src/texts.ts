/** Everything that the command says by itself. English: it is for developers. */
export const USAGE = `Usage: farebox-check URL | FILE | -
       farebox-check practice [--port PORT]
  --method METHOD   GET without it
  --header 'N: V'   again for each header
  --body TEXT       the request's body
  --origin URL      asks as a script of this page's origin, and sends the preflight
  --twice           asks twice, and compares price, payee, invoice and id
  --openapi         compares prices with /openapi.json of the site
  --url URL         where a saved answer came from
  --level LEVEL     exit status 1 from this level on: error (default), warning, note
  --framework NAME  code of fixes for express, hono, next, mppx, fastapi or aperture
  --timeout SECONDS how long one answer may take, to its end; 20 without it
  --json            prints JSON
`;

export const TEXTS = {
  noInput: 'Name an address, a file, or - for what comes in.',
  severalInputs: 'Name one address or file at a time.',
  noValue: (name: string) => `${name} needs a value.`,
  unknownOption: (name: string) => `There is no option ${name}.`,
  badLevel: (value: string) => `There is no level ${value}: error, warning, note.`,
  badFramework: (value: string, all: readonly string[]) =>
    `There is no code for ${value}: ${all.join(', ')}.`,
  badHeader: (value: string) => `A header is a name, a colon and a value, not ${value}.`,
  badUrl: (value: string) => `This is no http or https address: ${value}.`,
  noFile: (file: string) => `There is no file ${file}. An address begins with http:// or https://.`,
  isFolder: (file: string) => `${file} is a folder. Name a file or an address.`,
  onlyAsking: (option: string, input: string) =>
    `${option} says how an address is asked, and ${input} is no http or https address.`,
  onlySaved: (option: string, input: string) =>
    `${option} says where a saved answer came from, and ${input} is an address that is asked.`,
  ownMethod: (file: string, said: string, method: string) =>
    `--method says ${method}, and ${file} says itself that its request was ${said}.`,
  noOpenapi: (url: string) => `There is no ${url}: no prices were compared.`,
  notRead: (file: string, why: string) => `${file} cannot be read: ${why}`,
  noFormat: (file: string) =>
    `${file} is no HTTP answer (it begins with HTTP/1.1 402 …, or is what curl -v prints), no HAR, and no exchange in JSON.`,
  unknownField: (file: string, field: string) =>
    `${file}: an exchange has no field ${field}. The README of farebox-check lists its fields.`,
  badField: (file: string, field: string, why: string) =>
    `${file}: the field ${field} of an exchange cannot be read: ${why}`,
  badHeaders: 'Headers are a list of pairs, a list of {name, value}, or one object.',
  badFileUrl: 'This is no http or https address.',
  noUrl: 'Say where the answer came from: --url https://…',
  noAnswer: (url: string, why: string) => `${url} did not answer: ${why}`,
  badTimeout: (value: string) =>
    `--timeout takes seconds, more than 0 and up to 3600, not ${value}.`,
  noBegin: (seconds: number) => `nothing came within ${seconds} seconds (--timeout)`,
  noEnd: (status: number, seconds: number) =>
    `its answer (${status}) did not end within ${seconds} seconds (--timeout)`,
  no402: (url: string, status: number) => `${url} answered ${status}, and asks for no payment.`,
  none402: 'There is no 402 in it.',
  nothing: 'Nothing found.',
  badPort: 'practice takes --port and a number up to 65535, and nothing else.',
  noPort: (port: number, why: string) => `Port ${port} cannot be used: ${why}`,
  practice: (url: string) =>
    `Practice: no money moves. Press Ctrl+C to end.
x402 facilitator   ${url}        (GET /supported, POST /verify, POST /settle)
Lightning invoices ${url}/invoice (POST {"sat": 10, "description": "…"})
In Farebox: Settings, "Practice with servers on this computer".
`,
  seconds: 20,
} as const;
