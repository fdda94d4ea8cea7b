# Completion of gradewise for bash.
_gradewise() {
    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} options
    COMPREPLY=()
    case $before in
        --formats)
            mapfile -t COMPREPLY < <(compgen -W "png svg pdf png,svg,pdf" -- "$current")
            return
            ;;
        --out)
            mapfile -t COMPREPLY < <(compgen -d -- "$current")
            return
            ;;
    esac
    if [[ $current == -* ]]; then
        options=$("${COMP_WORDS[0]}" --help 2>/dev/null | grep -o -E -e '--[a-z]+' | sort -u)
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
    fi
}
complete -o filenames -F _gradewise gradewise
