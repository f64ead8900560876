# QScintilla for Qt 6, which comes with neither a CMake package nor a pkg-config file. Defines
# QScintilla_FOUND, QScintilla_VERSION and the target QScintilla::QScintilla.
find_package(Qt6 QUIET COMPONENTS Core)
get_target_property(qt_include Qt6::Core INTERFACE_INCLUDE_DIRECTORIES)
find_path(QScintilla_INCLUDE_DIR Qsci/qsciscintilla.h HINTS ${qt_include} PATH_SUFFIXES qt6)
find_library(QScintilla_LIBRARY NAMES qscintilla2_qt6)
mark_as_advanced(QScintilla_INCLUDE_DIR QScintilla_LIBRARY)
if(QScintilla_INCLUDE_DIR)
    file(STRINGS ${QScintilla_INCLUDE_DIR}/Qsci/qsciglobal.h version
        REGEX "QSCINTILLA_VERSION_STR" LIMIT_COUNT 1)
    string(REGEX MATCH "[0-9.]+[0-9]" QScintilla_VERSION "${version}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(QScintilla
    REQUIRED_VARS QScintilla_LIBRARY QScintilla_INCLUDE_DIR
    VERSION_VAR QScintilla_VERSION
    REASON_FAILURE_MESSAGE "On Debian it is the package libqscintilla2-qt6-dev.")

if(QScintilla_FOUND AND NOT TARGET QScintilla::QScintilla)
    add_library(QScintilla::QScintilla UNKNOWN IMPORTED)
    set_target_properties(QScintilla::QScintilla PROPERTIES
        IMPORTED_LOCATION ${QScintilla_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${QScintilla_INCLUDE_DIR})
    target_link_libraries(QScintilla::QScintilla INTERFACE Qt6::Widgets)
endif()
