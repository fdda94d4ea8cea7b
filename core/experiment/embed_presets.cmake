# Writes a C++ file that holds the presets as raw strings.
# cmake -DFOLDER=resources/presets -DOUTPUT=presets_data.cpp -P embed_presets.cmake
file(GLOB ids RELATIVE ${FOLDER} ${FOLDER}/*.json)
list(TRANSFORM ids REPLACE "\\.json$" "")
list(SORT ids COMPARE NATURAL CASE INSENSITIVE)
set(code "// Generated from resources/presets.\n#include \"core/experiment/preset_files.h\"\n\n")
string(APPEND code "namespace gradewise {\n\nstd::vector<PresetFile> presetFiles() {\n    return {\n")
foreach(id IN LISTS ids)
    file(READ "${FOLDER}/${id}.json" text)
    string(JSON title GET "${text}" title)
    string(APPEND code "        {\"${id}\", R\"preset(${title})preset\", R\"preset(${text})preset\"},\n")
endforeach()
string(APPEND code "    };\n}\n\n} // namespace gradewise\n")
file(WRITE "${OUTPUT}" "${code}")
