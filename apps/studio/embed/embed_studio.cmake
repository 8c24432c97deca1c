# embed_studio(FOLDER OUT): the files of a folder as a C++ table. The assembler includes their bytes, so
# that compiling takes no time. OUT is written only where it changes.
function(embed_studio folder out)
  set(type_html "text/html; charset=utf-8")
  set(type_js "text/javascript; charset=utf-8")
  set(type_css "text/css; charset=utf-8")
  set(type_svg "image/svg+xml")
  set(type_txt "text/plain; charset=utf-8")
  set(type_woff2 "font/woff2")

  file(GLOB_RECURSE files RELATIVE ${folder} ${folder}/*)
  list(SORT files)
  set(bytes "")
  set(names "")
  set(rows "")
  set(count 0)
  foreach(file IN LISTS files)
    string(REGEX MATCH "[^.]*$" extension ${file})
    # Files of the build itself, and fonts for browsers that lack all else, too.
    if(file MATCHES "^\\." OR NOT DEFINED type_${extension})
      continue()
    endif()
    file(SHA256 ${folder}/${file} hash)
    set(name continuo_studio_${count})
    set(immutable false)
    if(file MATCHES "^assets/")
      set(immutable true)
    endif()
    # The hash is there so that the object is built anew when the bytes change.
    string(APPEND bytes "// ${hash}\n"
      "__asm__(\".section .rodata\\n\"\n"
      "        \".balign 16\\n\"\n"
      "        \".global ${name}\\n.hidden ${name}\\n${name}:\\n\"\n"
      "        \".incbin \\\"${folder}/${file}\\\"\\n\"\n"
      "        \".global ${name}_end\\n.hidden ${name}_end\\n${name}_end:\\n\"\n"
      "        \".byte 0\\n.previous\\n\");\n")
    string(APPEND names "extern const char ${name}[];\nextern const char ${name}_end[];\n")
    string(APPEND rows "      {\"/${file}\", {${name}, ${name}_end}, \"${type_${extension}}\", ${immutable}},\n")
    math(EXPR count "${count} + 1")
  endforeach()

  file(WRITE ${out}.new
    "// The studio's files, written by embed_studio.cmake.\n"
    "#include \"studio_table.h\"\n\n${bytes}\nextern \"C\" {\n${names}}\n\n"
    "namespace continuo {\n\n"
    "std::span<const StudioFile> studio_files() {\n"
    "  static const StudioFile kFiles[] = {\n${rows}  };\n  return kFiles;\n}\n\n"
    "}  // namespace continuo\n")
  file(COPY_FILE ${out}.new ${out} ONLY_IF_DIFFERENT)
  file(REMOVE ${out}.new)
endfunction()
