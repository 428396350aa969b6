import type { CompletedCommand } from './completed-command.ts';

/** Returns the script that completes `kioku` in a shell. */
export function completionScript(shell: 'bash' | 'zsh' | 'fish', commands: readonly CompletedCommand[]): string {
  switch (shell) {
    case 'bash':
      return bashScript(commands);
    case 'zsh':
      return zshScript(commands);
    case 'fish':
      return fishScript(commands);
  }
}

const allNames = (commands: readonly CompletedCommand[]): string => commands.map(({ name }) => name).join(' ');

/** Names of options with their values, by command; the cases of a `case` in bash. */
function bashScript(commands: readonly CompletedCommand[]): string {
  return `# Completes kioku in bash.
_kioku() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${allNames(commands)} help --help --version" -- "$cur"))
    return
  fi
  case "\${COMP_WORDS[1]} $prev" in
${commands.flatMap(bashValues).join('\n')}
  esac
  local words=
  case "\${COMP_WORDS[1]}" in
${commands.map(({ name, options, words }) => `    ${name}) words="${[...options.map((option) => `--${option.name}`), ...words].join(' ')}" ;;`).join('\n')}
    help) words="${allNames(commands)}" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _kioku kioku
`;
}

function bashValues({ name, options }: CompletedCommand): string[] {
  const taking = options.filter(({ takesValue }) => takesValue);
  const withChoices = taking.filter(({ choices }) => choices.length > 0);
  const others = taking.filter(({ choices }) => choices.length === 0);
  return [
    ...withChoices.map(
      (option) =>
        `    "${name} --${option.name}") COMPREPLY=($(compgen -W "${option.choices.join(' ')}" -- "$cur")); return ;;`,
    ),
    // Nothing is offered, so that bash completes names of files.
    ...(others.length === 0
      ? []
      : [`    ${others.map((option) => `"${name} --${option.name}"`).join('|')}) return ;;`]),
  ];
}

function zshScript(commands: readonly CompletedCommand[]): string {
  return `#compdef kioku
# Completes kioku in zsh.
_kioku() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(zshCase).join('\n')}
  esac
}
if [ "$funcstack[1]" = _kioku ]; then _kioku "$@"; else compdef _kioku kioku; fi
`;
}

function zshCase({ name, options, words }: CompletedCommand): string {
  const lines = options.map((option) => quoted(zshOption(option)));
  const rest = words.length > 0 ? quoted(`1:what:(${words.join(' ')})`) : quoted('*:file:_files');
  return `    ${name}) _arguments ${[...lines, rest].join(' ')} ;;`;
}

function zshOption({ name, description, takesValue, choices }: CompletedCommand['options'][number]): string {
  const told = `--${name}[${description.replaceAll(/[[\]\\:]/g, ' ')}]`;
  if (!takesValue) return told;
  return `${told}:value:${choices.length > 0 ? `(${choices.join(' ')})` : '_files'}`;
}

function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ name, summary, options, words }) => [
    `complete -c kioku -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ...options.map(
      (option) =>
        `complete -c kioku -n ${quoted(`__fish_seen_subcommand_from ${name}`)} -l ${option.name}${fishValue(option)} -d ${quoted(option.description)}`,
    ),
    ...(words.length === 0
      ? []
      : [`complete -c kioku -n ${quoted(`__fish_seen_subcommand_from ${name}`)} -a ${quoted(words.join(' '))}`]),
  ]);
  return `# Completes kioku in fish.\n${lines.join('\n')}\n`;
}

function fishValue({ takesValue, choices, takesFile }: CompletedCommand['options'][number]): string {
  if (!takesValue) return '';
  if (choices.length > 0) return ` -x -a ${quoted(choices.join(' '))}`;
  return takesFile ? ' -r -F' : ' -x';
}

/** In single quotes, as all three shells read them. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", '’')}'`;
}
