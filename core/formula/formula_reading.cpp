// The tree of a formula as text for people.
#include "core/formula/formula_reader.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace gradewise {

namespace {

/// How tightly a piece of text holds together.
enum class Binding { Sum, Sign, Product, Power, Value };

class Writer {
public:
    explicit Writer(const ReadFormula& formula) : formula_(formula) {}

    /// What is still to be written stands on a stack of its own: a long sum lies deep.
    std::string write() {
        rest_.emplace_back(Part{formula_.tree.nodes.size() - 1, Binding::Sum});
        while (!rest_.empty()) {
            const Piece piece = rest_.back();
            rest_.pop_back();
            if (const auto* const literal = std::get_if<std::string_view>(&piece))
                text_ += *literal;
            else
                open(std::get<Part>(piece));
        }
        return std::move(text_);
    }

private:
    /// A node, in brackets where it holds less tightly than asked.
    struct Part {
        std::size_t node;
        Binding wanted;
    };
    using Piece = std::variant<std::string_view, Part>;

    void put(const std::vector<Piece>& pieces) {
        std::ranges::reverse_copy(pieces, std::back_inserter(rest_));
    }

    Binding bindingOf(const Expression::Node& node) const {
        if (node.is(operations::add) || node.is(operations::subtract))
            return Binding::Sum;
        if (node.is(operations::negate))
            return Binding::Sign;
        if (node.is(operations::multiply) || node.is(operations::divide))
            return Binding::Product;
        return node.is(operations::power) ? Binding::Power : Binding::Value;
    }

    void open(const Part& part) {
        const Expression::Node& node = formula_.tree.nodes[part.node];
        const Spelling& spelling = formula_.spellings[part.node];
        const Binding binding = bindingOf(node);
        if (binding < part.wanted || (spelling.bracketed && binding < Binding::Value)) {
            text_ += '(';
            rest_.emplace_back(")");
        }
        openPlain(node, spelling);
    }

    const Expression::Node& at(std::size_t node) const { return formula_.tree.nodes[node]; }

    void openPlain(const Expression::Node& node, const Spelling& spelling) {
        const auto part = [&node](std::size_t i, Binding wanted) { return Part{node.arguments[i], wanted}; };
        const std::string_view sign = node.operation->name;
        switch (bindingOf(node)) {
        case Binding::Sum:
            return put({part(0, Binding::Sum), sign, part(1, Binding::Product)});
        case Binding::Sign:
            return put({"-", part(0, Binding::Power)});
        case Binding::Product:
            return put({part(0, Binding::Product), sign, part(1, Binding::Power)});
        case Binding::Power:
            return put({part(0, Binding::Value), sign, part(1, Binding::Value)});
        case Binding::Value:
            break;
        }
        if (node.arguments.empty())
            put({spelling.text});
        else if (spelling.chained)
            openChain(at(node.arguments[0]), at(node.arguments[1]));
        else if (node.is(operations::negation))
            put({"!(", part(0, Binding::Sum), ")"});
        else if (findFunction(sign) == nullptr) // a sign between two values
            put({"(", part(0, Binding::Sum), " ", sign, " ", part(1, Binding::Sum), ")"});
        else
            openCall(node);
    }

    void openChain(const Expression::Node& left, const Expression::Node& right) {
        const auto plain = [](std::size_t node) { return Part{node, Binding::Sum}; };
        put({"(", plain(left.arguments[0]), " ", left.operation->name, " ", plain(left.arguments[1]), " ",
             right.operation->name, " ", plain(right.arguments[1]), ")"});
    }

    void openCall(const Expression::Node& node) {
        std::vector<Piece> pieces = {node.operation->name, "("};
        for (std::size_t i = 0; i < node.arguments.size(); ++i) {
            if (i > 0)
                pieces.emplace_back(", ");
            pieces.emplace_back(Part{node.arguments[i], Binding::Sum});
        }
        pieces.emplace_back(")");
        put(pieces);
    }

    const ReadFormula& formula_;
    std::string text_;
    std::vector<Piece> rest_; ///< still to be written, the next one last
};

} // namespace

std::string shownReading(const ReadFormula& formula) {
    return Writer(formula).write();
}

} // namespace gradewise
