# Completion of gradewise-cli for bash.
_gradewise_cli() {
    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} options=
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W "run duel reproduce sweep smooth audit bound validate list show help --help --version" -- "$current")
        return
    fi
    case $before in
        --progress) options="text json none" ;;
        --equal) options="work parameters time" ;;
        --threads) options="1 2" ;;
        list) options="targets presets solvers activations functions" ;;
    esac
    if [[ -n $options ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
        return
    fi
    if [[ $before == --out || $before == --resume ]]; then
        mapfile -t COMPREPLY < <(compgen -d -- "$current")
        return
    fi
    if [[ $current == -* ]]; then
        # Each command's own help knows its options.
        options=$("${COMP_WORDS[0]}" "$command" --help 2>/dev/null | grep -o -E -e '--[a-z]+' | sort -u)
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
        return
    fi
    case $command in
        list) return ;;
        help)
            options=$(COLUMNS=100 "${COMP_WORDS[0]}" help 2>/dev/null | sed '1,/^-----/d' | awk '/^[a-z]/ { print $1 }')
            mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
            ;;
        audit | bound) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
        *)
            options=$("${COMP_WORDS[0]}" list presets 2>/dev/null | awk 'NR > 1 { print $1 }')
            mapfile -t COMPREPLY < <(
                compgen -W "$options" -- "$current"
                [[ $command == show || $command == reproduce ]] || compgen -f -- "$current"
            )
            ;;
    esac
}
complete -o filenames -F _gradewise_cli gradewise-cli
