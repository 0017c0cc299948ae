// What `kubectl completion` prints: how a shell asks kubectl for words. They are short, and do without descriptions.

const bash = `# bash completion for kubectl                                -*- shell-script -*-

__start_kubectl() {
  local line directive=0
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :* ]]; then directive=\${line#:}; else COMPREPLY+=("$line"); fi
  done < <(kubectl __completeNoDesc "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if (( directive & 2 )); then compopt -o nospace; fi
  if (( directive & 4 )); then compopt +o default; fi
}

complete -o default -F __start_kubectl kubectl
`;

const zsh = `#compdef kubectl
compdef _kubectl kubectl

# zsh completion for kubectl                                 -*- shell-script -*-

_kubectl() {
  local -a offered
  offered=("\${(@f)$(kubectl __completeNoDesc "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -- "\${(@)offered:#:*}"
}

if [ "$funcstack[1]" = "_kubectl" ]; then
  _kubectl
fi
`;

const fish = `# fish completion for kubectl                                -*- shell-script -*-

function __kubectl_words
  set -l words (commandline -opc) (commandline -ct)
  kubectl __complete $words[2..-1] 2>/dev/null | string match -v ':*'
end

complete -c kubectl -f -a '(__kubectl_words)'
`;

const powershell = `# powershell completion for kubectl                          -*- shell-script -*-

Register-ArgumentCompleter -Native -CommandName kubectl -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
  if ($wordToComplete -eq '') { $words += '' }
  kubectl __completeNoDesc @words 2>$null | Where-Object { $_ -notmatch '^:' }
}
`;

/** By the name of the shell. */
export const completionScripts: Readonly<Record<string, string>> = { bash, zsh, fish, powershell };
