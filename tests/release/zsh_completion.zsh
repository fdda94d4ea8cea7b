# What the tabulator key makes of a line in an interactive zsh: zsh_completion.zsh FOLDER LINE WHAT-COMES...
# The completions lie in FOLDER, the programs on the PATH. Waits until it comes; whoever calls this sets a limit.
zmodload zsh/zpty
zpty shell "PS1= TERM=dumb zsh -f -i"
zpty -w shell "fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D; unsetopt zle_bracketed_paste; print -r READY-\$((1 + 1))"
zpty -r -m shell answer '*READY-2*'
shift
while (($#)); do
    zpty -w -n shell $'\C-u'$1$'\t'
    zpty -r -m shell answer "*$2*"
    print -r -- "$1 -> $2"
    shift 2
done
zpty -d shell
