# Packages: `cmake --build build-release --target package` makes two .deb here, an archive elsewhere: the window
# (gradewise), and the command line (gradewise-cli), which needs no Qt. Included by the root.
install(FILES README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT gradewise)
install(DIRECTORY resources/manual DESTINATION ${CMAKE_INSTALL_DOCDIR}/resources COMPONENT gradewise) # README leads there

set(CPACK_PACKAGE_NAME gradewise)
set(CPACK_PACKAGE_VENDOR "Gradewise")
set(CPACK_PACKAGE_CONTACT "Gradewise maintainers <maintainers@gradewise.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Watch a deep network learn a function grade by grade")
set(CPACK_PACKAGE_DESCRIPTION
    "Gradewise shows multigrade learning at work: a shallow network is trained and frozen, and each further one, fed with the frozen features, learns only what is still wrong.")
set(CPACK_PACKAGE_INSTALL_DIRECTORY gradewise)
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
if(WIN32)
    set(CPACK_GENERATOR NSIS ZIP)
elseif(APPLE)
    set(CPACK_GENERATOR DragNDrop)
elseif(EXISTS /etc/debian_version)
    set(CPACK_GENERATOR DEB)
else()
    set(CPACK_GENERATOR TGZ)
endif()

if(CPACK_GENERATOR STREQUAL "DEB")
    set(CPACK_DEB_COMPONENT_INSTALL ON)
    set(CPACK_COMPONENTS_ALL cli)
    set(CPACK_COMPONENTS_GROUPING IGNORE)
    set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
    set(CPACK_DEBIAN_PACKAGE_SECTION math)
    set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
    set(CPACK_DEBIAN_CLI_PACKAGE_NAME gradewise-cli)
    # A line of its own for each package, and what it is, in lines of less than 80 characters.
    set(what
        "Gradewise shows multigrade learning at work: a shallow network is trained and"
        "frozen, and each further one, fed with the frozen features, learns only what"
        "is still wrong."
        ".")
    list(JOIN what "\\n" what)
    set(summary ${CPACK_PACKAGE_DESCRIPTION_SUMMARY})
    set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # which CPack would put before both
    string(JOIN "\\n" CPACK_DEBIAN_CLI_DESCRIPTION
        "Train multigrade networks from the command line"
        "${what}"
        "This package has the command line alone, which needs neither Qt nor a display.")
    if(GRADEWISE_BUILD_UI)
        list(APPEND CPACK_COMPONENTS_ALL gradewise)
        set(CPACK_DEBIAN_GRADEWISE_PACKAGE_NAME gradewise)
        string(JOIN "\\n" CPACK_DEBIAN_GRADEWISE_DESCRIPTION
            "${summary}"
            "${what}"
            "Choose or type a function, choose widths, press Run and watch the residual"
            "shrink. The package gradewise-cli makes the same runs without a display.")
        # Qt loads the icons' reader by name, so no library dependency speaks of it.
        set(CPACK_DEBIAN_GRADEWISE_PACKAGE_DEPENDS "libqt6svg6")
        set(CPACK_DEBIAN_GRADEWISE_PACKAGE_RECOMMENDS
            "gradewise-cli, fonts-dejavu-core, qt6-wayland, qt6-translations-l10n, at-spi2-core")
    endif()

    # What Debian's policy asks of a package: who may copy it, what changed, a page in the manual.
    find_program(GZIP_PROGRAM gzip REQUIRED)
    function(gradewise_compress from to folder component)
        set(packed ${CMAKE_BINARY_DIR}/packed/${component}/${to}.gz)
        cmake_path(GET packed PARENT_PATH place)
        file(MAKE_DIRECTORY ${place})
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${from})
        execute_process(COMMAND ${GZIP_PROGRAM} -9 -n -c ${from} OUTPUT_FILE ${packed} COMMAND_ERROR_IS_FATAL ANY)
        install(FILES ${packed} DESTINATION ${folder} COMPONENT ${component})
    endfunction()
    string(TIMESTAMP GRADEWISE_PACKAGE_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)
    foreach(component ${CPACK_COMPONENTS_ALL})
        string(TOUPPER ${component} upper)
        set(GRADEWISE_PACKAGE ${CPACK_DEBIAN_${upper}_PACKAGE_NAME})
        set(documents share/doc/${GRADEWISE_PACKAGE})
        configure_file(resources/debian/changelog.in ${CMAKE_BINARY_DIR}/packed/${component}.changelog @ONLY)
        gradewise_compress(${CMAKE_BINARY_DIR}/packed/${component}.changelog changelog ${documents} ${component})
        install(FILES resources/debian/copyright DESTINATION ${documents} COMPONENT ${component})
        gradewise_compress(${CMAKE_SOURCE_DIR}/resources/man/${GRADEWISE_PACKAGE}.1 ${GRADEWISE_PACKAGE}.1
            ${CMAKE_INSTALL_MANDIR}/man1 ${component})
    endforeach()
    install(FILES resources/completions/gradewise-cli.bash RENAME gradewise-cli
        DESTINATION share/bash-completion/completions COMPONENT cli)
    install(FILES resources/completions/_gradewise-cli DESTINATION share/zsh/vendor-completions COMPONENT cli)
    if(GRADEWISE_BUILD_UI)
        install(FILES resources/completions/gradewise.bash RENAME gradewise
            DESTINATION share/bash-completion/completions COMPONENT gradewise)
        install(FILES resources/completions/_gradewise DESTINATION share/zsh/vendor-completions COMPONENT gradewise)
    endif()
else()
    install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT gradewise)
endif()
include(CPack)
