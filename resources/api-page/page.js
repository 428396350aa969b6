/** The page on which the API can be tried: made of its description, with nothing from elsewhere. */

const texts = {
  en: {
    token: 'Token',
    tokenHint:
      'Add one with “kioku tokens add NAME --scope use”. It is sent with your requests and kept nowhere. Where you have opened the studio itself in this browser, none is needed.',
    description: 'The description for programs (OpenAPI)',
    send: 'Send',
    body: 'Body (JSON)',
    field: 'Field',
    meaning: 'Meaning',
    curl: 'The same with curl',
    answer: 'Answer',
    sending: 'Waiting for the answer…',
    failed: 'The studio could not be reached.',
  },
  ja: {
    token: 'トークン',
    tokenHint:
      '「kioku tokens add 名前 --scope use」で発行できます。リクエストと一緒に送られるだけで、どこにも保存されません。このブラウザーでスタジオ自体を開いている場合は不要です。',
    description: 'プログラム向けの記述(OpenAPI)',
    send: '送信',
    body: '本文(JSON)',
    field: '項目',
    meaning: '意味',
    curl: 'curl で同じことをする',
    answer: '応答',
    sending: '応答を待っています…',
    failed: 'スタジオに接続できませんでした。',
  },
};
const language = navigator.language.startsWith('ja') ? 'ja' : 'en';
const say = (name) => texts[language][name];

const examples = {
  complete: { model: '', prompt: 'Once upon a time', max_tokens: 64, temperature: 0.8 },
  classify: { model: '', input: ['A text'] },
  tag: { model: '', input: ['A sentence .'] },
  forecast: { model: '' },
  embed: { model: '', input: ['A text'] },
  startRun: { dataset: '', preset: 'char-rnn-s' },
};

function element(name, { text, ...properties } = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

function labelled(id, text, field) {
  field.id = id;
  return [element('label', { text, htmlFor: id }), field];
}

const tokenField = document.querySelector('#token');

/** Follows a reference to the part of the document that describes it. */
const resolve = (document_, schema) =>
  schema?.$ref === undefined
    ? schema
    : schema.$ref
        .slice(2)
        .split('/')
        .reduce((node, key) => node[key], document_);

function fieldsTable(schema) {
  const rows = Object.entries(schema?.properties ?? {}).map(([name, property]) =>
    element(
      'tr',
      {},
      element('td', {}, element('code', { text: schema.required?.includes(name) ? `${name} *` : name })),
      element('td', { text: property.description ?? property.type ?? '' }),
    ),
  );
  if (rows.length === 0) return [];
  const head = element('tr', {}, element('th', { text: say('field') }), element('th', { text: say('meaning') }));
  return [element('table', {}, element('thead', {}, head), element('tbody', {}, ...rows))];
}

function addressOf(path, values) {
  const query = new URLSearchParams();
  let address = path;
  for (const [name, value] of Object.entries(values)) {
    if (path.includes(`{${name}}`)) address = address.replace(`{${name}}`, encodeURIComponent(value));
    else if (value !== '') query.set(name, value);
  }
  return query.size === 0 ? address : `${address}?${query}`;
}

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

function curlOf(method, address, body) {
  const lines = [`curl ${quoted(location.origin + address)}`, `-H "Authorization: Bearer $KIOKU_TOKEN"`];
  if (method === 'POST') lines.splice(1, 0, '-X POST');
  if (body !== undefined) lines.push(`-H 'Content-Type: application/json'`, `-d ${quoted(body)}`);
  return lines.join(' \\\n  ');
}

async function send(method, address, body, show) {
  show(say('sending'));
  const headers = {};
  if (tokenField.value !== '') headers.Authorization = `Bearer ${tokenField.value.trim()}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  try {
    const response = await fetch(address, { method, headers, body });
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
      let text = '';
      for await (const part of response.body.pipeThrough(new TextDecoderStream())) show((text += part));
      return;
    }
    const text = await response.text();
    let told = text;
    try {
      told = JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      // It is no JSON, and shown as it came.
    }
    show(`${response.status}\n${told}`);
  } catch {
    show(say('failed'));
  }
}

function operationOf(document_, path, method, operation) {
  const { operationId: id, summary, description = '', parameters = [] } = operation;
  const inputs = parameters.map(({ name, schema }) => ({
    name,
    field: element('input', { type: 'text', value: schema?.default ?? '' }),
  }));
  const schema = resolve(document_, operation.requestBody?.content?.['application/json']?.schema);
  const body = schema && element('textarea', { value: JSON.stringify(examples[id] ?? {}, null, 2), spellcheck: false });
  const button = element('button', { type: 'button', text: say('send') });
  const answer = element('pre', { hidden: true, tabIndex: 0 });
  answer.setAttribute('aria-label', say('answer'));
  const curl = element('pre', { tabIndex: 0 });
  const address = () => addressOf(path, Object.fromEntries(inputs.map(({ name, field }) => [name, field.value])));
  const tellCurl = () => (curl.textContent = curlOf(method, address(), body?.value));
  for (const field of [...inputs.map((input) => input.field), ...(body ? [body] : [])])
    field.addEventListener('input', tellCurl);
  tellCurl();
  button.addEventListener('click', () => {
    void send(method, address(), body?.value, (text) => {
      answer.hidden = false;
      answer.textContent = text;
    });
  });
  const title = [
    element('span', { className: 'method', text: method }),
    element('code', { text: path }),
    ` ${summary ?? ''}`,
  ];
  const content = element(
    'div',
    { className: 'body' },
    element('p', { className: 'quiet', text: description.replaceAll('`', '') }),
    ...inputs.flatMap(({ name, field }) => labelled(`${id}-${name}`, name, field)),
    ...(body ? labelled(`${id}-body`, say('body'), body) : []),
    button,
    answer,
    ...fieldsTable(schema),
    element('p', { className: 'quiet', text: say('curl') }),
    curl,
  );
  return element('details', { id }, element('summary', {}, ...title), content);
}

async function show() {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll('[data-text]')) node.textContent = say(node.dataset.text);
  const described = await (await fetch('/v1/openapi.json')).json();
  document.querySelector('#about').textContent = `${described.info.title} ${described.info.version}`;
  const groups = new Map();
  for (const [path, methods] of Object.entries(described.paths))
    for (const [method, operation] of Object.entries(methods)) {
      const [tag = ''] = operation.tags ?? [];
      const made = operationOf(described, path, method.toUpperCase(), operation);
      groups.set(tag, [...(groups.get(tag) ?? []), made]);
    }
  const main = document.querySelector('#operations');
  for (const [tag, operations] of groups) main.append(element('h2', { text: tag }), ...operations);
}

await show();
