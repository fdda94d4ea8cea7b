# Writes a C++ file that holds the pages of the manual as raw strings.
# cmake -DFOLDER=resources/manual -DOUTPUT=manual_data.cpp -P embed_manual.cmake
file(GLOB ids RELATIVE ${FOLDER} ${FOLDER}/*.md)
list(TRANSFORM ids REPLACE "\\.md$" "")
list(SORT ids)
set(code "// Generated from resources/manual.\n#include \"core/manual/manual_files.h\"\n\n")
string(APPEND code "namespace gradewise {\n\nstd::vector<ManualFile> manualFiles() {\n    return {\n")
foreach(id IN LISTS ids)
    file(READ "${FOLDER}/${id}.md" text)
    string(APPEND code "        {\"${id}\", R\"manual(${text})manual\"},\n")
endforeach()
string(APPEND code "    };\n}\n\n} // namespace gradewise\n")
file(WRITE "${OUTPUT}" "${code}")
